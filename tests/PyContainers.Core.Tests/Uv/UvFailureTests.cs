using PyContainers.Core.Diagnostics;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Tests.Uv;

public sealed class UvFailureTests
{
    private static readonly string s_folder = Path.GetFullPath("/shop");

    [Theory]
    [MemberData(nameof(Texts))]
    public void TextOfUvBecomesItsCode(int exitCode, string error, string code, string? file)
    {
        var diagnostic = Read(error, exitCode);
        diagnostic.Code.ShouldBe(code);
        diagnostic.File.ShouldBe(file is null ? null : Path.Combine(s_folder, file));
    }

    [Theory]
    [InlineData(
        "error: Failed to parse: `pyproject.toml`\n  cause: TOML parse error at line 24, column 7\n   |\n24 | name = = "
            + "3\n   |       ^\n  string values must be quoted\n",
        "PYC2002",
        "pyproject.toml",
        24,
        7
    )]
    [InlineData(
        "error: Failed to parse `uv.lock`\n  cause: TOML parse error at line 1550, column 12\n        |\n   1550 | "
            + "version = \n        |            ^\n   invalid string\n",
        "PYC2005",
        "uv.lock",
        1550,
        12
    )]
    [InlineData(
        "error: Failed to parse: `pyproject.toml`\n  Caused by: TOML parse error at line 3, column 1\n  |\n3 | [x\n  | "
            + "^\nunclosed table\n",
        "PYC2002",
        "pyproject.toml",
        3,
        1
    )]
    [InlineData(
        "error: Failed to parse: packages/api/pyproject.toml\n  cause: TOML parse error at line 17, column 8\n         "
            + "   |\n         17 | name = = 3\n            |        ^\n         extra `=`, expected nothing\n",
        "PYC2002",
        "packages/api/pyproject.toml",
        17,
        8
    )]
    public void TomlErrorPointsAtItsPlace(string error, string code, string file, int line, int column)
    {
        var diagnostic = Read(error, 2);
        diagnostic.Code.ShouldBe(code);
        (diagnostic.File, diagnostic.Line, diagnostic.Column).ShouldBe(
            (Path.GetFullPath(file, s_folder), line, column)
        );
    }

    [Fact]
    public void TomlErrorSaysWhatIsWrongAndNotTheExcerpt()
    {
        var message = Read(
            "error: Failed to parse: `pyproject.toml`\n  cause: TOML parse error at line 24, column 7\n   |\n24 | name "
                + "= = 3\n   |       ^\n  string values must be quoted\n",
            2
        ).Message;
        message.ShouldContain("string values must be quoted");
        message.ShouldNotContain("name = = 3");
    }

    [Fact]
    public void WarningBeforeTheErrorIsNotTheError()
    {
        const string error =
            "warning: Failed to parse `pyproject.toml` during settings discovery:\n  TOML parse error at line 23, "
                + "column 6\n     |\n  23 | [x\n\nerror: Group `nope` is not defined in the project's "
                + "`dependency-groups` table\n";
        UvText.Parse(error).What.ShouldStartWith("Group `nope`");
        UvText.Parse("warning: The `extra-build` field is experimental\nerror: it broke\n").What.ShouldBe("it broke");
    }

    [Fact]
    public void OutputOfABuildBackendIsNotInTheMessageInFull()
    {
        var output = string.Concat(Enumerable.Range(0, 400).Select(i => $"    running step {i}\n"));
        var diagnostic = Read(
            "error: Failed to build `bb @ file:///bb`\n  cause: The build backend returned an error\n  cause: Call to "
                + "`setuptools.build_meta.build_wheel` failed (exit status: 1)\n"
                + output,
            1
        );
        diagnostic.Code.ShouldBe("PYC1016");
        diagnostic.Message.Length.ShouldBeLessThan(1500);
        diagnostic.Message.ShouldContain("exit status: 1");
        diagnostic.Message.ShouldNotContain("running step 399");
    }

    [Fact]
    public void MissingWheelNamesThePlatformOfTheImage()
    {
        var command = new UvCommand("install", ["sync"], s_folder) { Platform = "aarch64-manylinux_2_36" };
        var diagnostic = UvFailure
            .Read(
                command,
                new UvResult(
                    2,
                    "",
                    "error: Distribution `x==1 @ registry+https://index.example/simple` can't be installed because it "
                        + "doesn't have a source distribution or wheel for the current platform\n"
                )
            )
            .Diagnostic;
        diagnostic.Code.ShouldBe("PYC1015");
        diagnostic.Message.ShouldContain("aarch64-manylinux_2_36");
    }

    [Theory]
    [InlineData("error: Failed to download `Orjson==3.13.0`\n  cause: Hash mismatch for `orjson`\n", "uv.lock", 5)]
    [InlineData("error: Failed to download `flask==3.1.0`\n  cause: offline mode\n", "pyproject.toml", 4)]
    [InlineData(
        "error: No solution found when resolving dependencies\n  cause: Because only my-lib<=2 is available and your "
            + "project depends on my_lib>=3, we can conclude that your project's requirements are unsatisfiable.\n",
        "pyproject.toml",
        5
    )]
    [InlineData("error: Something else in `nobody`\n", "pyproject.toml", 0)]
    public void PlaceIsTheUsersOwnLine(string error, string file, int line)
    {
        using var folder = new TestDirectory();
        folder.Write(
            "pyproject.toml",
            "[project]\nname = 'shop'\ndependencies = [\n  \"Flask[async] >=3\",\n  'My.Lib>=3',\n]\n");
        folder.Write("uv.lock", "version = 1\n\n[[package]]\n\nname = \"orjson\"\nversion = \"3.13.0\"\n");

        var command = new UvCommand("x", ["sync"], folder.Path);
        var diagnostic = UvFailure.Read(command, new UvResult(1, "", error)).Diagnostic;

        (diagnostic.File, diagnostic.Line).ShouldBe((folder[file], line));
    }

    [Fact]
    public void PlaceOfARequirementIsItsLine()
    {
        using var folder = new TestDirectory();
        var file = folder.Write("requirements.txt", "# web\nflask==1\nrich\n");
        var command = new UvCommand("x", ["pip"], folder.Path) { Manifest = file };

        var diagnostic = UvFailure.Read(command, new UvResult(1, "", "error: Failed to fetch: `rich`\n")).Diagnostic;

        (diagnostic.File, diagnostic.Line).ShouldBe((file, 3));
    }

    [Fact]
    public void PlaceOfAToolIsTheProjectFiles()
    {
        using var folder = new TestDirectory();
        folder.Write("pyproject.toml", "[project]\ndependencies = [\n\"rich\"]\n");
        var command = new UvCommand("x", ["pip"], folder.Path) { Tool = "rich==1" };

        UvFailure.Read(command, new UvResult(1, "", "error: Failed to fetch: `rich`\n")).Diagnostic.File.ShouldBeNull();
    }

    [Fact]
    public void SilentUvStillGivesAMessage() => Read("", 2).Code.ShouldBe("PYC1010");

    public static TheoryData<int, string, string, string?> Texts()
    {
        var data = new TheoryData<int, string, string, string?>();
        foreach (var (exitCode, error, code, file) in UvErrorTexts.All)
            data.Add(exitCode, error, code, file);
        return data;
    }

    private static Diagnostic Read(string error, int exitCode) =>
        UvFailure.Read(new UvCommand("do it", ["sync"], s_folder), new UvResult(exitCode, "", error)).Diagnostic;
}
