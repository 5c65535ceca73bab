puertoIndex("clients-1",[
["base","Sistema base","ready","http://localhost:8000",0,"",-1,"","","8000 5432 6379"],
["acme","Acme","ready","http://localhost:8001",1,"basic",4900,"Eva","2025-03-01","8001 5433 6380 piloto"],
["norte","Norte \u003cscript>alert(1)\u003c/script> & \"Hijos\"","suspended","http://localhost:8002",2,"pro",123450,"","","8002 5434 6381"],
["sur","Sur","draft","http://localhost:8005",5,"",-1,"","","8005 5437 6384"],
]);
