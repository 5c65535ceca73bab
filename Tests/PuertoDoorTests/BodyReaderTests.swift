import Glibc
import Testing

@testable import PuertoDoor

/// Bodies are read from a pipe.
@Suite struct BodyReaderTests {
    /// Runs with both ends of a pipe; `ends` closes the writing end first.
    private static func pipe(
        _ text: String, ends: Bool, _ body: (CInt) throws -> Void
    ) throws {
        var ends2: [CInt] = [0, 0]
        try #require(Glibc.pipe(&ends2) == 0)
        let (reading, writing) = (ends2[0], ends2[1])
        #expect(write(writing, text, text.utf8.count) == text.utf8.count)
        if ends { close(writing) }
        defer {
            close(reading)
            if !ends { close(writing) }
        }
        try body(reading)
    }

    private static func read(_ file: CInt, _ length: Int, patience: Int = 1000) -> [UInt8]? {
        try? BodyReader(file, patience: patience).read(length)
    }

    private static func refusal(_ file: CInt, patience: Int = 1000) -> Int? {
        do {
            _ = try BodyReader(file, patience: patience).read(5)
            return nil
        } catch {
            return error.status
        }
    }

    @Test func noByteMoreIsReadThanWasTold() throws {
        try Self.pipe("12345rest", ends: false) { file in
            #expect(Self.read(file, 5) == Array("12345".utf8))
            #expect(Self.read(file, 4) == Array("rest".utf8))
            #expect(Self.read(file, 0) == [])
        }
    }

    @Test func aBodyThatEndsEarlyIsABadOne() throws {
        try Self.pipe("1234", ends: true) { file in #expect(Self.refusal(file) == 400) }
    }

    @Test func aBodyThatNeverComesEndsInTime() throws {
        try Self.pipe("1234", ends: false) { file in
            #expect(Self.refusal(file, patience: 30) == 408)
        }
    }
}
