// @ts-check
// Japanese: names of the fields of our own frame, and of what can be chosen there.

export default {
  title: "お支払い情報",
  number: "カード番号",
  expiry: "有効期限（月/年）",
  cvv: "セキュリティコード",
  holder: "カード名義人",
  firstName: "名",
  lastName: "姓",
  line1: "住所",
  line2: "住所（2行目）",
  city: "市区町村",
  state: "州・都道府県",
  postalCode: "郵便番号",
  email: "メールアドレス",
  phone: "電話番号",
  routingNumber: "ルーティング番号",
  accountNumber: "口座番号",
  accountType: "口座の種類",
  accountHolderType: "口座名義の種類",
  checking: "当座預金",
  savings: "普通預金",
  individual: "個人",
  company: "法人",
};
