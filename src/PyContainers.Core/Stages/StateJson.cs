using System.Text.Json.Serialization;
using PyContainers.Core.Applications;
using PyContainers.Core.Bases;
using PyContainers.Core.Destinations;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Layers;
using PyContainers.Core.Projects;
using PyContainers.Core.Tar;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Stages;

/// <summary>The JSON of all state, generated at compile time: reflection would cost every build its start-up. What is
/// not in this version's form is not read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true, WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(BaseImageFacts))]
[JsonSerializable(typeof(BaseLibraries))]
[JsonSerializable(typeof(BasePackages))]
[JsonSerializable(typeof(BaseTree))]
[JsonSerializable(typeof(FoundDependencies))]
[JsonSerializable(typeof(Interpreter))]
[JsonSerializable(typeof(ProjectInfo))]
[JsonSerializable(typeof(PublishResult))]
[JsonSerializable(typeof(StartCommand))]
[JsonSerializable(typeof(UvTool))]
[JsonSerializable(typeof(WrittenLayers))]
internal sealed partial class StateJson : JsonSerializerContext;
