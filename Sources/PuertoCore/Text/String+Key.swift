extension String {
    /// Tells whether the text can name a request: `^[A-Za-z0-9_-]{1,128}$`, as Standard Webhooks
    /// defines ids and Puerto idempotency keys. A full stop would move a signature's boundary.
    package var isRequestName: Bool {
        (1...128).contains(utf8.count)
            && utf8.allSatisfy { byte in
                byte.isAlphanumeric || byte == 0x2D || byte == 0x5F
            }
    }
}
