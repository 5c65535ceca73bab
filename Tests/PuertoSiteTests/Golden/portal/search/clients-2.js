puertoIndex("clients-2",[
]);
