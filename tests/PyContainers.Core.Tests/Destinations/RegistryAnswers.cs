using System.Net;

namespace PyContainers.Core.Tests.Destinations;

/// <summary>What registries in memory answer.</summary>
internal static class RegistryAnswers
{
    public static HttpResponseMessage Keep(Dictionary<string, byte[]> all, string name, byte[] content)
    {
        all[name] = content;
        return new HttpResponseMessage(HttpStatusCode.Created);
    }

    public static HttpResponseMessage Found(byte[]? content) => content is null
        ? new HttpResponseMessage(HttpStatusCode.NotFound)
        : new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(content) };

    public static HttpResponseMessage UploadTo(string place)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.Accepted);
        answer.Headers.Location = new Uri(place, UriKind.Relative);
        return answer;
    }
}
