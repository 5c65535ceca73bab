import Foundation
import Testing

@testable import PuertoVault

/// Project Wycheproof's cases, through the functions that Puerto's formats are made with.
@Suite struct WycheproofTests {
    @Test func aesGCM() throws {
        struct Group: Decodable {
            struct Case: Decodable {
                let tcId: Int
                let key, iv, aad, msg, ct, tag, result: String
            }
            let ivSize, keySize, tagSize: Int
            let tests: [Case]
        }
        // Other sizes are in none of the formats: they are refused.
        let groups = try Vectors.wycheproof("aes_gcm", Group.self).filter {
            $0.ivSize == 96 && $0.keySize == 256 && $0.tagSize == 128
        }
        for test in groups.flatMap(\.tests) {
            let (key, nonce) = (Secret(hex: test.key), [UInt8](hex: test.iv))
            let (aad, plain) = ([UInt8](hex: test.aad), [UInt8](hex: test.msg))
            let sealed = [UInt8](hex: test.ct + test.tag)
            let opened = AEAD.open(sealed, key, nonce: nonce, aad: aad)
            #expect(opened == (test.result == "valid" ? plain : nil), "case \(test.tcId)")
            if test.result == "valid" {
                let again = try AEAD.seal(plain, key, nonce: nonce, aad: aad)
                #expect(again == sealed, "case \(test.tcId)")
            }
        }
        #expect(groups.flatMap(\.tests).count >= 20)
    }

    @Test func hkdf() throws {
        struct Group: Decodable {
            struct Case: Decodable {
                let tcId, size: Int
                let ikm, salt, info, okm, result: String
            }
            let tests: [Case]
        }
        let tests = try Vectors.wycheproof("hkdf_sha256", Group.self).flatMap(\.tests)
        // More than 255 blocks is a mistake of the program, which asks for 96 bytes at most.
        for test in tests where test.result == "valid" {
            let output = Derivation.hkdf(
                Secret(hex: test.ikm), salt: [UInt8](hex: test.salt), info: [UInt8](hex: test.info),
                test.size)
            #expect(output.hex == test.okm, "case \(test.tcId)")
        }
        #expect(tests.count >= 15)
    }

    @Test func hmac() throws {
        struct Group: Decodable {
            struct Case: Decodable {
                let tcId: Int
                let key, msg, tag, result: String
            }
            let tagSize: Int
            let tests: [Case]
        }
        let groups = try Vectors.wycheproof("hmac_sha256", Group.self)
        for group in groups {
            for test in group.tests {
                let code = Derivation.hmac(Secret(hex: test.key), [UInt8](hex: test.msg))
                let isRight = code.prefix(group.tagSize / 8).elementsEqual([UInt8](hex: test.tag))
                #expect(isRight == (test.result == "valid"), "case \(test.tcId)")
                guard group.tagSize == 256 else { continue }
                let isValid = Derivation.isHMAC(
                    [UInt8](hex: test.tag), of: [UInt8](hex: test.msg), Secret(hex: test.key))
                #expect(isValid == (test.result == "valid"), "case \(test.tcId)")
            }
        }
        #expect(groups.flatMap(\.tests).count >= 15)
    }

    @Test func pbkdf2() throws {
        struct Group: Decodable {
            struct Case: Decodable {
                let tcId, iterationCount, dkLen: Int
                let password, salt, dk, result: String
            }
            let tests: [Case]
        }
        let tests = try Vectors.wycheproof("pbkdf2_hmacsha256", Group.self).flatMap(\.tests)
        for test in tests {
            let key = try Derivation.pbkdf2(
                Secret(hex: test.password), salt: [UInt8](hex: test.salt),
                rounds: test.iterationCount, test.dkLen)
            #expect((key.hex == test.dk) == (test.result == "valid"), "case \(test.tcId)")
        }
        #expect(tests.count >= 10)
    }
}
