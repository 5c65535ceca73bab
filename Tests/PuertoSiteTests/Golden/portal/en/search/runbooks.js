puertoIndex("runbooks",[
["copia","Backup","Dump the database"],
["alertas","Alerts","handoff What to look at first Afterwards"],
["primeros-pasos","First steps","First"],
["ayuda","Help","By e-mail"],
]);
