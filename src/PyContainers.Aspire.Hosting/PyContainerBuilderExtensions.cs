using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Python projects of PyContainers in an Aspire application.</summary>
public static class PyContainerBuilderExtensions
{
    /// <summary>Adds a Python project that uses <c>PyContainers.Sdk</c>.</summary>
    /// <remarks>
    /// During development, <c>dotnet run</c> starts the image's command with uv; a deployment publishes the image as
    /// <c>dotnet publish</c> does. As for any project, its variables include those of references and of OpenTelemetry.
    /// The port of its first HTTP endpoint is in <c>PORT</c>, which is where an inferred web application listens.
    /// </remarks>
    /// <param name="builder">The application's builder.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="projectPath">Path of the project file, ex: <c>../api/api.pyproj</c>; a relative path starts at the
    /// folder of the application host.</param>
    /// <returns>The resource, for endpoints, health checks and references.</returns>
    /// <exception cref="DistributedApplicationException">The project file does not exist.</exception>
    public static IResourceBuilder<ProjectResource> AddPyContainer(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string projectPath)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(projectPath);

        return builder.AddProject(name, projectPath).WithEnvironment(context =>
        {
            if (context.Resource is IResourceWithEndpoints resource
                && resource.GetEndpoints().FirstOrDefault(endpoint => endpoint.IsHttp) is { } endpoint)
                context.EnvironmentVariables["PORT"] = endpoint.Property(EndpointProperty.TargetPort);
        });
    }
}
