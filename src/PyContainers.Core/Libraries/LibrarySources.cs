namespace PyContainers.Core.Libraries;

/// <summary>Where people get what is missing: Debian's packages, and wheels that bring the library.</summary>
internal static class LibrarySources
{
    // Of what people miss most. What is not known is not guessed.
    private static readonly Dictionary<string, string> s_packages = new(StringComparer.Ordinal)
    {
        ["libX11.so.6"] = "libx11-6",
        ["libXext.so.6"] = "libxext6",
        ["libXrender.so.1"] = "libxrender1",
        ["libEGL.so.1"] = "libegl1",
        ["libGL.so.1"] = "libgl1",
        ["libGLX.so.0"] = "libglx0",
        ["libICE.so.6"] = "libice6",
        ["libSM.so.6"] = "libsm6",
        ["libatomic.so.1"] = "libatomic1",
        ["libbz2.so.1.0"] = "libbz2-1.0",
        ["libcairo.so.2"] = "libcairo2",
        ["libcrypt.so.1"] = "libcrypt1",
        ["libcrypto.so.3"] = "libssl3",
        ["libcurl.so.4"] = "libcurl4",
        ["libexpat.so.1"] = "libexpat1",
        ["libexslt.so.0"] = "libxslt1.1",
        ["libffi.so.8"] = "libffi8",
        ["libfontconfig.so.1"] = "libfontconfig1",
        ["libfreetype.so.6"] = "libfreetype6",
        ["libgcc_s.so.1"] = "libgcc-s1",
        ["libgfortran.so.5"] = "libgfortran5",
        ["libglib-2.0.so.0"] = "libglib2.0-0",
        ["libgobject-2.0.so.0"] = "libglib2.0-0",
        ["libgomp.so.1"] = "libgomp1",
        ["libgssapi_krb5.so.2"] = "libgssapi-krb5-2",
        ["libgthread-2.0.so.0"] = "libglib2.0-0",
        ["libkrb5.so.3"] = "libkrb5-3",
        ["liblber-2.5.so.0"] = "libldap-2.5-0",
        ["liblber.so.2"] = "libldap2",
        ["libldap-2.5.so.0"] = "libldap-2.5-0",
        ["libldap.so.2"] = "libldap2",
        ["liblzma.so.5"] = "liblzma5",
        ["libmagic.so.1"] = "libmagic1",
        ["libmariadb.so.3"] = "libmariadb3",
        ["libodbc.so.2"] = "libodbc2",
        ["libpango-1.0.so.0"] = "libpango-1.0-0",
        ["libpcre2-8.so.0"] = "libpcre2-8-0",
        ["libportaudio.so.2"] = "libportaudio2",
        ["libpq.so.5"] = "libpq5",
        ["librdkafka.so.1"] = "librdkafka1",
        ["libsasl2.so.2"] = "libsasl2-2",
        ["libsndfile.so.1"] = "libsndfile1",
        ["libsodium.so.23"] = "libsodium23",
        ["libsqlite3.so.0"] = "libsqlite3-0",
        ["libssl.so.3"] = "libssl3",
        ["libstdc++.so.6"] = "libstdc++6",
        ["libsystemd.so.0"] = "libsystemd0",
        ["libtinfo.so.6"] = "libtinfo6",
        ["libuuid.so.1"] = "libuuid1",
        ["libvips.so.42"] = "libvips42",
        ["libxcb.so.1"] = "libxcb1",
        ["libxml2.so.2"] = "libxml2",
        ["libxslt.so.1"] = "libxslt1.1",
        ["libyaml-0.so.2"] = "libyaml-0-2",
        ["libz.so.1"] = "zlib1g",
        ["libzbar.so.0"] = "libzbar0",
        ["libzstd.so.1"] = "libzstd1",
    };

    private static readonly Dictionary<string, string> s_wheels = new(StringComparer.Ordinal)
    {
        ["mysqlclient"] = "PyMySQL",
        ["opencv-contrib-python"] = "opencv-contrib-python-headless",
        ["opencv-python"] = "opencv-python-headless",
        ["psycopg"] = "psycopg[binary]",
        ["psycopg-c"] = "psycopg[binary]",
        ["psycopg2"] = "psycopg2-binary",
        ["pyvips"] = "pyvips[binary]",
        ["uwsgi"] = "pyuwsgi",
    };

    /// <summary>Debian's package of a library; null when it is not known.</summary>
    public static string? PackageOf(string library) => s_packages.GetValueOrDefault(library);

    /// <summary>A distribution with the same use that brings the library, or needs none; null when it is not
    /// known.</summary>
    public static string? WheelOf(string distribution) => s_wheels.GetValueOrDefault(distribution);
}
