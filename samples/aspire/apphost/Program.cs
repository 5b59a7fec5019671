var builder = DistributedApplication.CreateBuilder(args);

var pricing = builder.AddPyContainer("pricing", "../pricing/pricing.pyproj")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/healthz");

builder.AddProject<Projects.web>("web")
    .WithHttpEndpoint(port: 5080)
    .WithReference(pricing)
    .WaitFor(pricing);

builder.Build().Run();
