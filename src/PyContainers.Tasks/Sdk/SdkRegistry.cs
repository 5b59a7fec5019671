using System.Reflection;
using PyContainers.Core.Destinations;

namespace PyContainers.Tasks.Sdk;

/// <summary>The SDK's own client of a registry, with its credentials, proxies and insecure registries. It is internal:
/// whoever uses it catches what reflection throws, and goes on without.</summary>
/// <param name="containers">The SDK's assembly.</param>
internal sealed class SdkRegistry(Assembly containers)
{
    /// <summary>The client of the SDK's assembly at a path.</summary>
    /// <exception cref="Core.Diagnostics.PyContainersException">PYC4011.</exception>
    public static SdkRegistry In(string assembly) => new(SdkTaskType.Find(assembly).Assembly);

    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The client's API: <c>new Registry(name, logger, mode, settings)._registryAPI</c>.</summary>
    /// <param name="registry">The registry's name.</param>
    /// <param name="mode">A name of the SDK's <c>RegistryMode</c>: whose credentials are used.</param>
    public object Api(string registry, string mode)
    {
        var type = containers.GetType("Microsoft.NET.Build.Containers.Registry", throwOnError: true)!;
        var constructor = type.GetConstructors(All).Single(one =>
            one.GetParameters() is [var name, _, { ParameterType.IsEnum: true }, _]
            && name.ParameterType == typeof(string));
        var parameters = constructor.GetParameters();
        var logger = parameters[1].ParameterType.Assembly
            .GetType("Microsoft.Extensions.Logging.Abstractions.NullLogger", throwOnError: true)!
            .GetProperty("Instance")!.GetValue(null);
        var value = Enum.Parse(parameters[2].ParameterType, mode);
        return type.GetField("_registryAPI", All)!.GetValue(constructor.Invoke([registry, logger, value, null]))!;
    }

    /// <summary>A repository.</summary>
    /// <param name="registry">The registry's name.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="mode">See <see cref="Api"/>; for one that is published to unless said otherwise.</param>
    /// <exception cref="MissingMemberException">This SDK's client is another one.</exception>
    public RegistryRepository Repository(string registry, string repository, string mode = "Push")
    {
        var api = Api(registry, mode);
        return new RegistryRepository(Field<HttpClient>(api), Field<Uri>(api), repository);
    }

    private static T Field<T>(object api) where T : class =>
        api.GetType().GetFields(All).Where(field => field.FieldType == typeof(T))
            .Select(field => field.GetValue(api) as T).FirstOrDefault(value => value is not null)
        ?? throw new MissingMemberException($"this .NET SDK's registry client has no {typeof(T).Name}");
}
