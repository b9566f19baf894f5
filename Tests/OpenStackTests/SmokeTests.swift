import Testing

@testable import OpenStack

@Test func smoke() { #expect(Address("http://a/b?c")?.query == "c") }
