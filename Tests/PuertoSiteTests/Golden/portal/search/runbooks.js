puertoIndex("runbooks",[
["copia","Copia de seguridad","copias Volcar la base"],
["alertas","Alertas","handoff Qué mirar primero Después"],
["primeros-pasos","Primeros pasos","Lo primero"],
["ayuda","Ayuda","Por correo"],
]);
