// @ts-check
// Spanish: names of the fields of our own frame, and of what can be chosen there.

export default {
  title: "Datos de pago",
  number: "Número de tarjeta",
  expiry: "Fecha de caducidad (MM/AA)",
  cvv: "Código de seguridad",
  holder: "Nombre en la tarjeta",
  firstName: "Nombre",
  lastName: "Apellidos",
  line1: "Dirección",
  line2: "Segunda línea de la dirección",
  city: "Ciudad",
  state: "Estado o provincia",
  postalCode: "Código postal",
  email: "Correo electrónico",
  phone: "Teléfono",
  routingNumber: "Número de ruta",
  accountNumber: "Número de cuenta",
  accountType: "Tipo de cuenta",
  accountHolderType: "Titular de la cuenta",
  checking: "Cuenta corriente",
  savings: "Cuenta de ahorros",
  individual: "Particular",
  company: "Empresa",
};
