namespace PyContainers.Core.Tests.Uv;

/// <summary>What uv writes to standard error: exit code, text, our code, and the file it is about. First as 0.13
/// renders it, then older.</summary>
internal static class UvErrorTexts
{
    public static IReadOnlyList<(int ExitCode, string Error, string Code, string? File)> All { get; } =
    [
        (
            1,
            "error: The lockfile at `uv.lock` needs to be updated, but `--check` was provided.\n\nhint: To update the "
                + "lockfile, run `uv lock`.\n",
            "PYC2003",
            "uv.lock"
        ),
        (1, "error: Unable to find lockfile at `uv.lock`, but `--frozen` was provided.\n", "PYC2004", "uv.lock"),
        (
            2,
            "error: The lockfile at `uv.lock` uses an unsupported schema version (v9, but only v1 is supported).\n",
            "PYC2005",
            "uv.lock"
        ),
        (
            2,
            "error: Extras `a` and `b` are incompatible with the declared conflicts: {`k[a]`, `k[b]`}\n",
            "PYC2047",
            "pyproject.toml"
        ),
        (
            2,
            "error: Groups `g` and `h` are incompatible with the conflicts: {`k:g`, `k:h`}\n",
            "PYC2047",
            "pyproject.toml"
        ),
        (
            2,
            "error: Extra `a` and group `h` are incompatible with the declared conflicts: {`k[a]`, `k:h`}\n",
            "PYC2047",
            "pyproject.toml"
        ),
        (
            2,
            "error: The current Python platform is not compatible with the lockfile's supported environments: "
                + "`sys_platform == 'darwin'`, `sys_platform == 'win32'`\n",
            "PYC2048",
            "pyproject.toml"
        ),
        (2, "error: The project is marked as unmanaged: /shop\n", "PYC2050", "pyproject.toml"),
        (2, "error: Missing workspace member `shop-core`\n", "PYC2003", "uv.lock"),
        (
            1,
            "error: No solution found when resolving dependencies for split (markers: python_full_version >= '3.15')\n "
                + " cause: Because only orjson<=3.13.0 is available and shop depends on orjson>=99, we can conclude "
                + "that shop's requirements are unsatisfiable.\n",
            "PYC1019",
            "pyproject.toml"
        ),
        (
            2,
            "error: Distribution `orjson==3.13.0 @ registry+https://index.example/simple` can't be installed because "
                + "it is marked as `--no-build` but has no binary distribution\n",
            "PYC1015",
            null
        ),
        (
            2,
            "error: Distribution `x==1 @ path+x.whl` can't be installed because the binary distribution is "
                + "incompatible with the current platform\n",
            "PYC1015",
            null
        ),
        (
            1,
            "error: The built wheel `libsass-0.23.0-cp38-abi3-linux_x86_64.whl` is not compatible with the target "
                + "Python 3.13 on Linux aarch64\n",
            "PYC1015",
            null
        ),
        (
            1,
            "error: Failed to download `pytest==9.2.0`\n  cause: Network connectivity is disabled, but the requested "
                + "data wasn't found in the cache: https://files.example/x.whl\n\nhint: `pytest` (v9.2.0) was included "
                + "because `shop:dev` depends on `pytest`\n",
            "PYC1013",
            null
        ),
        (
            1,
            "error: Failed to install cpython-3.12.14-linux-x86_64-gnu\n  cause: An offline Python installation was "
                + "requested, but `cpython-3.12.14.tar.gz` (from `https://x`) is missing in `/kit`\n",
            "PYC1013",
            null
        ),
        (
            1,
            "error: Failed to download `x==1`\n  cause: Hash mismatch for `x==1`\n\n         Expected:\n           "
                + "sha256:aa\n\n         Computed:\n           sha256:bb\n",
            "PYC1014",
            null
        ),
        (2, "error: No interpreter found for Python 3.12 in managed installations\n", "PYC1010", null),
        (
            2,
            "error: Group `nope` is not defined in the project's `dependency-groups` table\n",
            "PYC2009",
            "pyproject.toml"
        ),
        (
            2,
            "error: Extra `nope` is not defined in the `optional-dependencies` table for `web-api`\n",
            "PYC2008",
            "pyproject.toml"
        ),
        (
            2,
            "error: Required uv version `>=99` does not match the running version `0.13.8`. Update `uv` by running `uv "
                + "self update`.\n",
            "PYC1008",
            "pyproject.toml"
        ),
        (
            2,
            "error: Project virtual environment directory `/x` cannot be used because it is not a valid Python "
                + "environment\n",
            "PYC1010",
            null
        ),
        (
            1,
            "error: Failed to build `bb @ file:///bb`\n  cause: The build backend returned an error\n  cause: Call to "
                + "`setuptools.build_meta.build_wheel` failed (exit status: 1)\n",
            "PYC1016",
            null
        ),
        (
            2,
            "error: The requested interpreter resolved to Python 3.12.1, which is incompatible with the project's "
                + "Python requirement: `>=3.13`\n",
            "PYC2011",
            "pyproject.toml"
        ),
        (
            2,
            "error: Failed to fetch: `https://index.example/simple/x/`\n  cause: Request failed after 3 retries\n  "
                + "cause: error sending request for url (https://index.example/simple/x/)\n",
            "PYC1017",
            null
        ),
        (
            2,
            "error: Failed to fetch: `https://i/simple/x/`\n  cause: HTTP status client error (401 Unauthorized) for "
                + "url (https://i/simple/x/)\n",
            "PYC1018",
            null
        ),
        (
            2,
            "error: Failed to fetch: `https://i/simple/x/`\n  cause: HTTP status server error (503 Service "
                + "Unavailable) for url (https://i/simple/x/)\n",
            "PYC1017",
            null
        ),
        (
            1,
            "error: No solution found when resolving dependencies\n  cause: Because x was not found in the package "
                + "registry and shop depends on x, we can conclude that shop's requirements are "
                + "unsatisfiable.\n\nhint: An index URL (https://i/simple) could not be queried due to a lack of valid "
                + "authentication credentials (403 Forbidden).\n",
            "PYC1018",
            null
        ),
        (2, "error: invalid value '' for '--no-config': value was not a boolean\n", "PYC1010", null),
        // older renderings
        (
            1,
            "The lockfile at `uv.lock` needs to be updated, but `--locked` was provided. To update the lockfile, run "
                + "`uv lock`.\n",
            "PYC2003",
            "uv.lock"
        ),
        (
            1,
            "  × Failed to download `x==1`\n  ├─▶ Failed to fetch: `https://i/x.whl`\n  ╰─▶ Network connectivity is "
                + "disabled, but the requested data wasn't found in the cache\n",
            "PYC1013",
            null
        ),
        (
            1,
            "  × Failed to build `bb @ file:///bb`\n  ├─▶ The build backend returned an error\n  ╰─▶ Call to "
                + "`hatchling.build.build_wheel` failed (exit status: 1)\n",
            "PYC1016",
            null
        ),
        (
            1,
            "  × No solution found when resolving dependencies:\n  ╰─▶ Because there is no version of x==9 and shop "
                + "depends on x==9, we can conclude that shop's requirements are unsatisfiable.\n",
            "PYC1019",
            "pyproject.toml"
        ),
        (
            1,
            "  × Failed to download `x==1`\n  ╰─▶ Hash mismatch for `x==1`\n\n      Expected:\n        sha256:aa\n",
            "PYC1014",
            null
        ),
        (
            2,
            "error: Failed to fetch: `https://i/simple/x/`\n  Caused by: HTTP status client error (403 Forbidden) for "
                + "url (https://i/simple/x/)\n",
            "PYC1018",
            null
        ),
    ];
}
