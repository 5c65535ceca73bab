extension String {
    /// Whether it can name a request: `^[A-Za-z0-9_-]{1,128}$`, as Standard Webhooks has its ids and
    /// Puerto its idempotency keys; no full stop, which would move a signature's boundary.
    package var isRequestName: Bool {
        (1...128).contains(utf8.count)
            && utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                    || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F
            }
    }
}
