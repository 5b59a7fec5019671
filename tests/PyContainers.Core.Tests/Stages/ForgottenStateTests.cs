using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

/// <summary>What <see cref="CollectInputsStage"/> has made anew: state that is gone or damaged, or stands for what is
/// gone.</summary>
public sealed class ForgottenStateTests : IDisposable
{
    private readonly Publish _publish = new();

    [Fact]
    public void UvThatIsGoneIsForgotten()
    {
        _publish.Stamped();
        File.Delete(_publish.Uv.Path);

        _publish.CollectInputs();

        File.Exists(_publish.State.Uv.Path).ShouldBeFalse();
        File.Exists(_publish.State.UvStamp).ShouldBeFalse();
        File.Exists(_publish.State.RestoreStamp).ShouldBeTrue();
        File.Exists(_publish.State.Interpreter.Path).ShouldBeTrue();
    }

    [Fact]
    public void InterpretersOfAnEmptiedCacheAreForgotten()
    {
        _publish.Stamped();
        Directory.Delete(Path.Combine(_publish.Cache, "python", "archives"), recursive: true);

        _publish.CollectInputs();

        File.Exists(_publish.State.Interpreter.Path).ShouldBeFalse();
        File.Exists(_publish.State.RestoreStamp).ShouldBeFalse();
    }

    [Fact]
    public void StampsOfADeletedEnvironmentAreForgotten()
    {
        _publish.Staged();
        File.WriteAllText(_publish.Platform.DependenciesStamp, "");
        File.WriteAllText(_publish.Platform.EnvironmentStamp, "");
        Directory.Delete(_publish.Platform.Environment, recursive: true);
        // On Windows it is there until the last who had it open has closed it.
        SpinWait.SpinUntil(() => !Directory.Exists(_publish.Platform.Environment), TimeSpan.FromSeconds(10));

        _publish.CollectInputs();

        File.Exists(_publish.Platform.DependenciesStamp).ShouldBeFalse();
        File.Exists(_publish.Platform.EnvironmentStamp).ShouldBeFalse();
    }

    [Fact]
    public void LayersOfAnEmptiedCacheAreForgotten()
    {
        _publish.Staged();
        _publish.WriteLayers();
        File.Delete(_publish.Platform.ReadLayers().Layers[0].Blob.Path);

        _publish.CollectInputs();

        File.Exists(_publish.Platform.Layers.Path).ShouldBeFalse();
    }

    // The stamp is all that a target is skipped by.
    [Fact]
    public void DamagedOrMissingStateIsMadeAnew()
    {
        _publish.Stamped();
        _publish.SyncDependencies();
        _publish.SyncLocalPackages();
        _publish.WriteLayers();
        var (state, platform) = (_publish.State, _publish.Platform);

        Damage(state.Uv.Path, state.UvStamp);
        Damage(state.Interpreter.Path, state.RestoreStamp);
        Damage(state.Project.Path, state.RestoreStamp);
        Damage(platform.Start.Path, platform.Layers.Path);
        _publish.WriteLayers();
        Damage(platform.Layers.Path, platform.Layers.Path);
    }

    public void Dispose() => _publish.Dispose();

    private void Damage(string file, string stamp)
    {
        var good = File.ReadAllText(file);
        foreach (var text in new[] { "{ half", null })
        {
            File.Delete(file);
            if (text is not null)
                File.WriteAllText(file, text);

            _publish.CollectInputs();

            File.Exists(file).ShouldBeFalse(file);
            File.Exists(stamp).ShouldBeFalse(file);
            File.WriteAllText(stamp, "");
            File.WriteAllText(file, good);
        }
    }
}
