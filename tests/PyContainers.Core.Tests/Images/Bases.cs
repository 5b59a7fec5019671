using PyContainers.Core.Oci;

namespace PyContainers.Core.Tests.Images;

/// <summary>Base images of every form that is met in registries: manifest and config as their makers wrote them.</summary>
internal static class Bases
{
    private const string Config =
        """
        {"architecture":"amd64","os":"linux",
         "config":{"Env":["PATH=/usr/bin","LANG=C"],"WorkingDir":"/old","Labels":{"z":"1","b":"2"},"User":"7","Cmd":["sh"]},
         "rootfs":{"type":"layers","diff_ids":["sha256:22"]}}
        """;

    // Escapes, an own number form, members of others before, between and after those that are changed.
    private const string UnknownConfig =
        """
        {"x.first":{"b":1.50,"a":[true,null,1e3]},"created":"2024-01-01T00:00:00Z","architecture":"amd64","variant":"v8","os":"linux",
         "config":{"Healthcheck":{"Test":["CMD","\u003ctrue\u003e"],"Interval":30000000000},"Env":["A=\u00fc","PATH=/bin",7],
          "Volumes":{"/data":{}},"Entrypoint":["old"],"Cmd":null,"StopSignal":"SIGTERM","ExposedPorts":{"80/tcp":{"x":1}},
          "Labels":{"keep":"\u002b","odd":5},"ArgsEscaped":true},
         "rootfs":{"x":1,"diff_ids":["sha256:22"],"type":"layers"},"moby.buildkit.buildinfo.v1":"eyJmcm9u+/=="}
        """;

    private const string History =
        """
        {"architecture":"amd64","os":"linux","config":{},"history":[{"created_by":"ADD /","comment":"x"},
         {"created_by":"ENV","empty_layer":true},{"created_by":"RUN","empty_layer":false}],
         "rootfs":{"type":"layers","diff_ids":["sha256:22","sha256:23"]}}
        """;

    private static readonly string s_short = History.Replace("\"sha256:22\"", "\"sha256:20\",\"sha256:22\"", StringComparison.Ordinal);

    private static string Oci(string more = "") => Manifest($"\"mediaType\":\"{MediaTypes.OciManifest}\",", MediaTypes.OciConfig, more);

    /// <summary>Manifest and config of the base with a name.</summary>
    public static (string Manifest, string Config) Of(string name) => name switch
    {
        "oci" => (Oci(), Config),
        "oci without media type" => (Manifest("", MediaTypes.OciConfig), Config),
        "docker" => (Manifest($"\"mediaType\":\"{MediaTypes.DockerManifest}\",", MediaTypes.DockerConfig), Config),
        "docker by its config" => (Manifest("", MediaTypes.DockerConfig), Config),
        "unknown members" => (Oci(""","artifactType":"a/b+c","x":{"q":[1.0,"\u0026"]}"""), UnknownConfig),
        "history" => (Oci(), History),
        "short history" => (Oci(), s_short),
        "annotations and subject" => (Oci(""","annotations":{"a":"b"},"subject":{"digest":"sha256:44"},"last":1"""), Config),
        "nulls" => (Oci(), """{"config":{"Env":null,"Labels":null,"ExposedPorts":null},"history":null,"rootfs":{"diff_ids":null}}"""),
        "bare" => ("{}", "{}"),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    private static string Manifest(string mediaType, string configType, string more = "") =>
        $$"""
        {"schemaVersion":2,{{mediaType}}"config":{"mediaType":"{{configType}}","digest":"sha256:00","size":1,"urls":["u"]},
         "layers":[{"mediaType":"{{MediaTypes.OciLayer}}","digest":"sha256:11","size":2,"annotations":{"k":"v"}}]{{more}}}
        """;
}
