using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Common;

public sealed class PrintedTextTests
{
    [Theory]
    [InlineData("a\u001b[31mb", @"a\u001b[31mb")]
    [InlineData("a\0b\u0085", @"a\u0000b\u0085")]
    [InlineData("gpj.\u202eexe", @"gpj.\u202eexe")]
    [InlineData("\u2066a\u2069", @"\u2066a\u2069")]
    [InlineData("line\r\nline\tend é 😀 \u200f", "line\r\nline\tend é 😀 \u200f")]
    [InlineData("https://me:secret@host", "https://****@host")]
    public void WhatATerminalObeysIsShown(string text, string printed) => PrintedText.Of(text).ShouldBe(printed);
}
