// A test waits for other processes most of the time, and one publish does not keep two cores busy.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: AssemblyFixture(typeof(PackageFixture))]
