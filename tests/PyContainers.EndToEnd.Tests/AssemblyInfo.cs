// Containers share the host's ports, and two cores are busy with one publish.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(PackageFixture))]
