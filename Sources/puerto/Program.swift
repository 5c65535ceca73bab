import PuertoCLI

/// The program `puerto`: its commands are in PuertoCLI, which tests import.
@main
enum Program {
    static func main() async {
        // Before anything else opens a file: a descriptor that was closed would go to that.
        Puerto.holdStandardStreams()
        await Puerto.main()
    }
}
