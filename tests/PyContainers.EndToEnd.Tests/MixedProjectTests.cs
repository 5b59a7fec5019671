namespace PyContainers.EndToEnd.Tests;

/// <summary>The other entrance: a C# application whose image carries a Python environment.</summary>
public sealed class MixedProjectTests(PackageFixture package)
{
    [Fact]
    public void CSharpImageCarriesTheEnvironment()
    {
        using var project = new KitProject(package, "web-api");
        File.Delete(project["web-api.pyproj"]);
        File.WriteAllText(project["web-api.csproj"],
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <UseAppHost>false</UseAppHost>
                <ContainerBaseImage>debian12-distroless</ContainerBaseImage>
                <ContainerArchiveOutputPath>{project.Root}/mixed.tar</ContainerArchiveOutputPath>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="PyContainers.Sdk" Version="{package.Version}" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(project["Program.cs"], "System.Console.WriteLine(\"hello\");\n");

        // The base has no .NET, and the command is the .NET SDK's.
        project.PublishWith("web-api.csproj").ShouldSucceed().Warnings.ShouldHaveSingleItem().Code.ShouldBe("PYC2040");

        var image = ImageArchive.Read($"{project.Root}/mixed.tar");
        image.Labels["org.opencontainers.image.version"].ShouldBe("1.0.0"); // not the Python project's 1.4.0
        image.Entrypoint.ShouldBe(["dotnet", "/app/web-api.dll"]);
        image.User.ShouldBe("1654:1654");
        image.Environment["PATH"].ShouldStartWith("/app/.venv/bin:");
        image.Paths.ShouldContain("/app/web-api.dll");
        image.Paths.ShouldContain("/app/.venv/lib/python3.13/site-packages/web_api/main.py");
        image.Paths.ShouldContain("/opt/python/bin/python3.13");
        // Nothing runs Python in its own process.
        image.Environment.Keys.ShouldNotContain("PYTHONNET_PYDLL");
    }

    [Fact]
    public void CommandThatTheBaseDoesNotHaveIsRefused()
    {
        using var project = new KitProject(package, "web-api");
        project.Edit("web-api.pyproj", text => text.Replace(
            " />",
            "><ItemGroup><ContainerAppCommand Include=\"dotnet\" /></ItemGroup></Project>",
            StringComparison.Ordinal));

        project.Publish($"-p:ContainerArchiveOutputPath={project.Root}/x.tar")
            .Errors.ShouldHaveSingleItem().Code.ShouldBe("PYC2040");
    }
}
