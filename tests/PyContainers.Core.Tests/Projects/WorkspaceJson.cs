namespace PyContainers.Core.Tests.Projects;

/// <summary>What <c>uv workspace metadata</c> of 0.13.8 prints, shortened: a virtual root and three members below
/// <c>root</c>.</summary>
internal static class WorkspaceJson
{
    public static string Of(string root) =>
        Text.Replace("ROOT", System.Text.Json.JsonEncodedText.Encode(root).ToString(), StringComparison.Ordinal);

    private const string Text = """
        {
          "schema": { "version": "preview" },
          "workspace_root": "ROOT",
          "workspace": { "path": "ROOT", "id": "workspace+ROOT" },
          "requires_python": ">=3.13",
          "conflicts": { "sets": [] },
          "members": [
            { "name": "shop", "path": "ROOT", "id": "shop==2.0.0@virtual+ROOT" },
            { "name": "shop-api", "path": "ROOT/packages/api", "id": "shop-api==2.0.0@editable+ROOT/packages/api" },
            { "name": "shop-core", "path": "ROOT/packages/core", "id": "shop-core@editable+ROOT/packages/core" },
            { "name": "shop-worker", "path": "ROOT/packages/worker", "id": "shop-worker==2.0.0@editable+ROOT/packages/worker" }
          ],
          "resolution": {
            "click==8.5.1@registry+https://index.example/simple": {
              "name": "click", "version": "8.5.1", "source": { "registry": { "url": "https://index.example/simple" } }, "kind": "package", "dependencies": [],
              "wheels": [ { "url": "https://files.example/click-8.5.1-py3-none-any.whl", "hashes": { "sha256": "8b" }, "filename": "click-8.5.1-py3-none-any.whl" } ]
            },
            "shop==2.0.0@virtual+ROOT": {
              "name": "shop", "version": "2.0.0", "source": { "virtual": "ROOT" }, "kind": "package",
              "dependencies": [ { "id": "shop-api==2.0.0@editable+ROOT/packages/api" }, { "id": "shop-worker==2.0.0@editable+ROOT/packages/worker" } ],
              "dependency_groups": [ { "name": "dev", "id": "shop:dev==2.0.0@virtual+ROOT" } ]
            },
            "shop:dev==2.0.0@virtual+ROOT": {
              "name": "shop", "version": "2.0.0", "source": { "virtual": "ROOT" }, "kind": { "group": "dev" },
              "dependencies": [ { "id": "click==8.5.1@registry+https://index.example/simple", "marker": "python_full_version < '3.15'" } ]
            },
            "shop-api==2.0.0@editable+ROOT/packages/api": {
              "name": "shop-api", "version": "2.0.0", "source": { "editable": "ROOT/packages/api" }, "kind": "package",
              "dependencies": [ { "id": "shop-core@editable+ROOT/packages/core" }, { "id": "click==8.5.1@registry+https://index.example/simple" } ],
              "dependency_groups": [ { "name": "ops-tools", "id": "shop-api:ops-tools==2.0.0@editable+ROOT/packages/api" } ]
            },
            "shop-api:ops-tools==2.0.0@editable+ROOT/packages/api": {
              "name": "shop-api", "version": "2.0.0", "source": { "editable": "ROOT/packages/api" }, "kind": { "group": "ops-tools" },
              "dependencies": [ { "id": "tools==1.0@directory+ROOT/../tools" } ]
            },
            "shop-core@editable+ROOT/packages/core": {
              "name": "shop-core", "source": { "editable": "ROOT/packages/core" }, "kind": "package", "dependencies": []
            },
            "shop-worker==2.0.0@editable+ROOT/packages/worker": {
              "name": "shop-worker", "version": "2.0.0", "source": { "editable": "ROOT/packages/worker" }, "kind": "package", "dependencies": [],
              "optional_dependencies": [ { "name": "full-report", "id": "shop-worker[full-report]==2.0.0@editable+ROOT/packages/worker" } ]
            },
            "shop-worker[full-report]==2.0.0@editable+ROOT/packages/worker": {
              "name": "shop-worker", "version": "2.0.0", "source": { "editable": "ROOT/packages/worker" }, "kind": { "extra": "full-report" },
              "dependencies": [ { "id": "shop-worker==2.0.0@editable+ROOT/packages/worker" }, { "id": "shop-core@editable+ROOT/packages/core" } ]
            },
            "tools==1.0@directory+ROOT/../tools": {
              "name": "tools", "version": "1.0", "source": { "directory": "../tools" }, "kind": "package", "dependencies": []
            }
          }
        }
        """;
}
