extension PlanText.Line {
    /// The lines about scripts. Names of items stay.
    static let scripts = [
        (
            "no scripts: content/windmill has none",
            "sin scripts: no hay ninguno en content/windmill"
        ),
        ("as it is: version {} was pushed", "como está: ya se subió la versión {}"),
        (
            "push content/windmill, and the client's own scripts",
            "subir content/windmill y los scripts propios del cliente"
        ),
        (
            "write what is new or has changed; remove nothing",
            "escribir lo nuevo y lo que cambió; no quitar nada"
        ),
        (
            "write what is new or has changed; remove what has no file any more",
            "escribir lo nuevo y lo que cambió; quitar lo que ya no tiene archivo"
        ),
        ("version {}", "versión {}"), ("unchanged: {}", "sin cambios: {}"),
        ("the client's own, left alone: {}", "propios del cliente, no se tocan: {}"),
        ("{}: new; is made", "{}: nuevo; se crea"),
        ("{}: changed in its file; is replaced", "{}: cambió su archivo; se reemplaza"),
        ("{}: no longer in a file; is removed", "{}: ya no tiene archivo; se quita"),
        ("{}: no longer in a file; stays as it is", "{}: ya no tiene archivo; se deja como está"),
        ("prune: yes", "quita lo que ya no tiene archivo: sí"),
    ]
}
