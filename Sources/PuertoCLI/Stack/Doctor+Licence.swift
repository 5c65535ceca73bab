import PuertoCore

extension Doctor {
    /// Reminds of the licence of Windmill's own images, whose Community Edition asks for an agreement
    /// of whoever sells it as a service.
    func adviseOnLicence(_ settings: EngineSettings) {
        guard let image = settings.images[.windmill], Doctor.isCommunityEdition(image) else {
            return
        }
        Failure.note(
            "\(DoctorWords.advice): "
                + Spoken.say(
                    "\(image) es la Community Edition de Windmill, que no se puede vender ni ofrecer como "
                        + "servicio gestionado sin un acuerdo con Windmill Labs; la imagen la eliges tú",
                    "\(image) is Windmill's Community Edition, which may not be sold or offered as a "
                        + "managed service without an agreement with Windmill Labs; the image is your "
                        + "choice"))
    }

    static func isCommunityEdition(_ image: ImageReference) -> Bool {
        image.text.hasPrefix("ghcr.io/windmill-labs/windmill")
    }
}
