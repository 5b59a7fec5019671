using System.Globalization;
using System.Text.Json;

namespace PyContainers.EndToEnd.Tests;

/// <summary>The sample's pod, as strict as a cluster can ask for, played by Podman.</summary>
public sealed class KubernetesTests(PackageFixture package)
{
    private const string Image = "docker.io/library/endtoend-pod:1.0.0";

    // Podman's name for a container: the pod's, then its own.
    private const string PodContainer = "endtoend-pod-endtoend-pod";

    private readonly string _port = FreePort.Next().ToString(CultureInfo.InvariantCulture);

    [Fact]
    public void StrictPodRunsAndIsReady()
    {
        Tool.Require("podman", "version");
        using var project = KitProject.OfSample(package, "web-api");
        var archive = project.PublishArchive(
            "OCI",
            "-p:ContainerRepository=endtoend-pod",
            "-p:ContainerImageTag=1.0.0"
        );
        // What the kubelet asks of runAsNonRoot, and Podman does not: a number, and not 0.
        int.Parse(archive.User.Split(':')[0], CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        Tool.Run("podman", "load", "-q", "-i", project.Archive("OCI"));
        var pod = Path.Combine(project.Root, "pod.yaml");
        var text = File.ReadAllText(project["pod.yaml"]);
        // One name for the pod and all it has: nothing else on this machine is called so.
        File.WriteAllText(
            pod,
            text.Replace("registry.example.com/web-api:1.0.0", Image, StringComparison.Ordinal)
                .Replace("\"8080\"", $"\"{_port}\"", StringComparison.Ordinal)
                .Replace("name: web-api", "name: endtoend-pod", StringComparison.Ordinal)
        );

        try
        {
            Tool.Run("podman", "kube", "play", "--network=host", pod);
            Get("/healthz").ShouldContain("\"ok\"");
            Tool.Run("podman", ["exec", PodContainer, .. ReadinessProbe(text)]);
            InContainer("open('/tmp/x', 'w').close(); print('written')").Output.Trim().ShouldBe("written");
            InContainer("open('/app/x', 'w')").Output.ShouldContain("Read-only file system");
            var status = InContainer("print(open('/proc/self/status').read())").Output;
            status.ShouldContain("Uid:\t1654\t1654");
            status.ShouldContain("NoNewPrivs:\t1");
            status.ShouldContain("CapBnd:\t0000000000000000");
        }
        finally
        {
            Tool.TryRun("podman", "kube", "down", pod);
        }

        Tool.TryRun("podman", "pod", "exists", "endtoend-pod").ExitCode.ShouldBe(1);
    }

    // Podman knows liveness probes alone; the command is run here as the kubelet would.
    private static string[] ReadinessProbe(string pod)
    {
        var line = pod.Split('\n').Single(line => line.Contains("command: [", StringComparison.Ordinal));
        var code = line[line.IndexOf('"', StringComparison.Ordinal)..line.LastIndexOf(']')];
        line.ShouldContain("command: [python, -c, \"");
        return ["python", "-c", JsonSerializer.Deserialize<string>(code)!];
    }

    private static (int ExitCode, string Output) InContainer(string code) =>
        Tool.TryRun("podman", "exec", PodContainer, "python", "-c", code);

    private string Get(string path) => StartingServer.Get($"http://localhost:{_port}{path}",
        () => Tool.Run("podman", "inspect", "--format", "{{.State.Running}}", PodContainer).Trim() == "true",
        () => Tool.Run("podman", "logs", PodContainer));
}
