[assembly: AssemblyFixture(typeof(PackageFixture))]
