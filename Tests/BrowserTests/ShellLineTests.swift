import Testing

@testable import Browser

@Suite("Commands on the screen")
struct ShellLineTests {
    @Test("A command is broken at blanks, with the sign that makes a shell read on")
    func breaks() {
        #expect(
            "openstack image add project a b".wrappedForShell(columns: 24) == [
                "openstack image add \\", "  project a b",
            ])
    }

    @Test("What fits stays as it is")
    func fits() {
        #expect("openstack image list".wrappedForShell(columns: 20) == ["openstack image list"])
    }

    @Test("Blanks within quotes are no place to break, nor is an escaped quote the end of one")
    func quotes() {
        let command = #"set --property 'a=it'\''s one word' id"#
        #expect(
            command.wrappedForShell(columns: 30)
                == ["set --property \\", #"  'a=it'\''s one word' id"#])
    }

    @Test("A word that no line holds is broken all the same")
    func long() {
        #expect("set aaaaaaaaaaaaaaaa id".wrappedForShell(columns: 12).joined().filter { $0 == "a" }.count == 16)
    }
}
