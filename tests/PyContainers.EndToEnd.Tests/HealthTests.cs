using System.Text.Json;

namespace PyContainers.EndToEnd.Tests;

/// <summary>The health command: a label that whoever deploys can read and run.</summary>
public sealed class HealthTests(PackageFixture package)
{
    [Fact]
    public void LabelHoldsACommandThatRunsInTheImage()
    {
        Tool.Require("docker", "version");
        using var project = new KitProject(package, "web-api");
        project.Edit(
            "web-api.pyproj",
            text =>
                text.Replace(
                    "/>",
                    "><ItemGroup><PyContainerHealthCommand Include=\"web-api-check\" /></ItemGroup></Project>",
                    StringComparison.Ordinal
                )
        );

        var result = project
            .Publish("-p:LocalRegistry=Docker", "-p:ContainerRepository=endtoend-health")
            .ShouldSucceed();

        result.Warnings.Select(warning => warning.Code).ShouldBe(["PYC3004"]);
        var label = Tool.Run(
            "docker",
            "inspect",
            "--format",
            "{{index .Config.Labels \"dev.pycontainers.health\"}}",
            "endtoend-health:latest"
        );
        var command = JsonSerializer.Deserialize<string[]>(label)!;
        command.ShouldBe(["web-api-check"]);
        Tool.Run("docker", "inspect", "--format", "{{json .Config.Healthcheck}}", "endtoend-health:latest")
            .Trim()
            .ShouldBe("null");
        using var container = new Container("endtoend-health:latest");
        container.Get("/healthz").ShouldContain("\"status\":\"ok\"");
        container.Inside(command).ShouldBeEmpty();
    }
}
