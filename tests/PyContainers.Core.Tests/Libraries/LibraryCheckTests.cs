namespace PyContainers.Core.Tests.Libraries;

public sealed class LibraryCheckTests
{
    private readonly SomeImage _image = new SomeImage().WithGlibc();

    private IEnumerable<string> Warnings => _image.Log.Warnings.Select(warning => warning.Code);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DistributionThatCannotBeLoadedIsAnError(bool takenOver)
    {
        _image.Module("opencv-python", "cv2/cv2", "libc.so.6 GLIBC_2.34", "libGL.so.1");

        var error = Failure.Of(() => _image.Check(takenOver));

        error.Code.ShouldBe("PYC3050");
        error.Message.ShouldBe(
            $"'/{SomeImage.Site}/cv2/cv2{SomeImage.Tag}' of 'opencv-python' cannot be loaded in the image: it needs "
                + "'libGL.so.1', which neither its layers nor the base image 'the-base' have where the loader looks. "
                + "Use 'opencv-python-headless' instead, or set ContainerBaseImage to an image that has it (Debian: "
                + "'libgl1'). If it is there at run time by other means, add its name to the item "
                + "PyContainerProvidedLibrary.");
    }

    [Theory]
    [InlineData("numpy", "libc.so.6 GLIBC_2.38", "PYC3035", "needs glibc 2.38")]
    [InlineData("numpy", "libc.so.6 GLIBC_ABI_DT_RELR", "PYC3052", "GLIBC_ABI_DT_RELR of 'libc.so.6'")]
    [InlineData("numpy", "libstdc++.so.6 GLIBCXX_3.4.30 GLIBCXX_3.4.32", "PYC3052",
        "needs GLIBCXX_3.4.32 of 'libstdc++.so.6', and the base image 'the-base' has GLIBCXX_3.4.30 at most")]
    public void NewerSymbolsThanTheBasesAreAnError(string name, string need, string code, string text)
    {
        var library = new ElfBytes { Versions = ["GLIBCXX_3.4.9", "GLIBCXX_3.4.30"] };
        _image.InBase("usr/lib/x86_64-linux-gnu/libstdc++.so.6", library)
            .Module(name, "numpy/core", need);

        foreach (var takenOver in new[] { false, true })
        {
            var error = Failure.Of(() => _image.Check(takenOver));
            error.Code.ShouldBe(code);
            error.Message.ShouldContain(text);
        }
    }

    [Fact]
    public void OneModuleOfSeveralIsAWarning()
    {
        _image.Module("numba", "numba/core", "libc.so.6").Module("numba", "numba/tbbpool", "libtbb.so.12");

        _image.Check();

        _image.Log.Warnings.ShouldHaveSingleItem().Message.ShouldContain("numba/tbbpool");
        Warnings.ShouldBe(["PYC3051"]);
    }

    [Fact]
    public void PluginThatNobodyNeedsIsAWarning()
    {
        _image.Module("qt", "qt/core", "libc.so.6")
            .Of("qt", $"{SomeImage.Site}/qt/plugins/libqxcb.so", new() { Needs = ["libxcb.so.1"] });

        _image.Check();

        Warnings.ShouldBe(["PYC3051"]);
    }

    [Fact]
    public void VendoredLibrariesAreFoundThroughRunPathsAndThroughEachOther()
    {
        _image.Of("scipy", $"{SomeImage.Site}/scipy/x{SomeImage.Tag}",
                new() { Needs = ["libblas-1.so"], RunPath = "$ORIGIN/../scipy.libs" })
            .Of("scipy", $"{SomeImage.Site}/scipy.libs/libblas-1.so",
                new() { Needs = ["libf-2.so"], RunPath = "$ORIGIN" })
            .Of("scipy", $"{SomeImage.Site}/scipy.libs/libf-2.so", new() { Needs = ["libc.so.6 GLIBC_2.34"] })
            .Of("old", $"{SomeImage.Site}/old{SomeImage.Tag}",
                new() { Needs = ["liba.so"], RunPath = "$ORIGIN/old.libs", IsInherited = true })
            .Of("old", $"{SomeImage.Site}/old.libs/liba.so", new() { Needs = ["libb.so"] })
            .Of("old", $"{SomeImage.Site}/old.libs/libb.so", new());

        _image.Check();
        _image.Check(takenOver: true);

        Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void NeedOfAVendoredLibraryIsTheModulesNeed()
    {
        _image.Of("scipy", $"{SomeImage.Site}/scipy/x{SomeImage.Tag}",
                new() { Needs = ["libblas-1.so"], RunPath = "$ORIGIN/../scipy.libs" })
            .Of("scipy", $"{SomeImage.Site}/scipy.libs/libblas-1.so", new() { Needs = ["libgfortran.so.5"] });

        var error = Failure.Of(() => _image.Check());

        error.Message.ShouldContain("(through 'libblas-1.so')");
        error.Message.ShouldContain("'libgfortran5'");
    }

    [Fact]
    public void WhatAnotherDistributionHasLoadedIsThere()
    {
        _image.Of("torch", $"{SomeImage.Site}/torch/_C{SomeImage.Tag}",
                new() { Needs = ["libtorch.so"], RunPath = "$ORIGIN/lib" })
            .Of("torch", $"{SomeImage.Site}/torch/lib/libtorch.so", new())
            .Module("torchvision", "torchvision/_C", "libtorch.so");

        _image.Check();
        _image.Check(takenOver: true);

        Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("libcuda.so.1")]
    [InlineData("libnvidia-ml.so.1")]
    [InlineData("libclntsh.so.19.1")]
    public void WhatComesAtRunTimeIsNoFault(string library)
    {
        _image.Provided = ["libclntsh.so.19.1"];
        _image.Module("driver", "driver", library);

        _image.Check();

        Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void OtherArchitectureIsAnErrorWhereTheNameSaysThatItIsMeant()
    {
        _image.Of("debugpy", $"{SomeImage.Site}/debugpy/attach_x86.so", new() { Machine = 3, Needs = ["libnone.so"] })
            .Of("tool", $"{SomeImage.Site}/tool/bin/other", new() { Machine = 183, IsProgram = true })
            .Of("many", $"{SomeImage.Site}/many.cpython-313-aarch64-linux-gnu.so", new() { Machine = 183 });
        _image.Check();
        Warnings.ShouldBeEmpty();

        _image.Of("wrong", $"{SomeImage.Site}/wrong.abi3.so", new() { Machine = 183 });
        var error = Failure.Of(() => _image.Check());
        error.Code.ShouldBe("PYC3054");
        error.Message.ShouldContain("compiled for aarch64, and the image is for x86_64");
    }

    [Fact]
    public void FoldersOfTheLoaderOfTheBaseAndOfTheImageCount()
    {
        _image.InBase("usr/lib/liba.so.1.2").InBase("opt/more/libb.so.1").InBase("srv/libc.so.1")
            .Module("one", "one", "libb.so.1", "libc.so.1");
        _image.Configuration = "# more\n/opt/more\n";
        _image.LibraryPath = ["/srv"];

        _image.Check();
        Warnings.ShouldBeEmpty();

        // Where nobody looks: a module may load it by its path.
        _image.LibraryPath = [];
        _image.Check();
        Warnings.ShouldBe(["PYC3051"]);
    }

    [Theory]
    [InlineData("psycopg", false, false, "'libpq.so.5', which the image does not have (Debian package 'libpq5')")]
    [InlineData("psycopg", true, false, "which runs '/sbin/ldconfig', and the base image has none")]
    [InlineData("psycopg", true, true, null)]
    [InlineData("psycopg psycopg-binary", false, false, null)]
    [InlineData("python-magic", false, false, "'libmagic1'")]
    public void LibraryLoadedByItsNameIsAWarning(string installed, bool library, bool ldconfig, string? text)
    {
        _image.Installed([.. installed.Split(' ').Select(name => name + " 1.0")]);
        _image.HasLdconfig = ldconfig;
        if (library)
            _image.InBase("usr/lib/x86_64-linux-gnu/libpq.so.5");

        _image.Check();

        if (text is null)
            Warnings.ShouldBeEmpty();
        else
        {
            Warnings.ShouldBe(["PYC3057"]);
            _image.Log.Warnings[0].Message.ShouldContain(text);
        }
    }

    [Fact]
    public void LayerThatIsTakenOverKeepsTheNeedsOfItsPlugins()
    {
        _image.Module("numba", "numba/core", "libc.so.6").Module("numba", "numba/pool", "libtbb.so.12");

        _image.Check(takenOver: true);

        Warnings.ShouldBe(["PYC3051"]);
    }
}
