// @ts-check
// Arabic: names of the fields of our own frame, and of what can be chosen there.

export default {
  title: "بيانات الدفع",
  number: "رقم البطاقة",
  expiry: "تاريخ الانتهاء (شهر/سنة)",
  cvv: "رمز الأمان",
  holder: "الاسم على البطاقة",
  firstName: "الاسم الأول",
  lastName: "اسم العائلة",
  line1: "العنوان",
  line2: "العنوان، السطر الثاني",
  city: "المدينة",
  state: "الولاية أو المقاطعة",
  postalCode: "الرمز البريدي",
  email: "البريد الإلكتروني",
  phone: "الهاتف",
  routingNumber: "رقم التوجيه المصرفي",
  accountNumber: "رقم الحساب",
  accountType: "نوع الحساب",
  accountHolderType: "صاحب الحساب",
  checking: "حساب جارٍ",
  savings: "حساب توفير",
  individual: "فرد",
  company: "شركة",
};
