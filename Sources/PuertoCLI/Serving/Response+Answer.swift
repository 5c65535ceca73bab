internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import PuertoDoor

extension Response {
    init(_ answer: Answer) {
        let bytes = answer.file?.bytes() ?? answer.bytes
        self.init(
            status: .init(code: answer.status), headers: HTTPFields(answer.httpFields),
            body: bytes.isEmpty ? .init() : .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
