import Testing

@testable import PuertoDoor

/// Variables are kept as bytes.
@Suite struct EnvironmentTests {
    private static func environment(_ lines: String...) -> Environment {
        Environment(lines.map { Array($0.utf8) })
    }

    @Test func aValueMayHoldWhatEndsAName() {
        let environment = Self.environment("A=1=2", "B=")
        #expect(environment.value("A") == Array("1=2".utf8))
        #expect(environment.value("B") == [])
        #expect(environment.value("C") == nil)
    }

    @Test func whatHasNoNameInASCIIIsNotThere() {
        let environment = Self.environment("=1", "noname", "Ä=1", "A-B=1", "BASH_FUNC_x%%=() { :;}")
        for name in ["", "noname", "Ä", "A-B", "BASH_FUNC_x%%"] {
            #expect(environment.value(name) == nil, "\(name)")
        }
    }

    @Test func aFolderBeginsAtTheRootAndIsUTF8() {
        #expect(Self.environment("W=/srv/a b").folder("W") == "/srv/a b")
        #expect(Self.environment("W=srv").folder("W") == nil)
        #expect(Environment([Array("W=/".utf8) + [0xFF]]).folder("W") == nil)
    }

    @Test func theServersWayToSendFilesIsOneOfThree() throws {
        #expect(try Sendfile(Self.environment()) == .here)
        #expect(try Sendfile(Self.environment("PUERTO_SENDFILE=")) == .here)
        #expect(try Sendfile(Self.environment("PUERTO_SENDFILE=x-sendfile")) == .path)
        let accel = Self.environment("PUERTO_SENDFILE=x-accel=/puerto-files/")
        #expect(try Sendfile(accel) == .address("/puerto-files/"))
        for bad in ["yes", "x-accel=", "x-accel=/a", "x-accel=a/", "x-accel=/\r\nX: /"] {
            #expect(throws: Refusal(500)) {
                try Sendfile(Self.environment("PUERTO_SENDFILE=\(bad)"))
            }
        }
    }
}
