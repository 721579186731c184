//! Makes sealed strings, good ones and bad ones, with nothing left to chance but the filling of RSA-OAEP.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use openssl::bn::BigNum;
use openssl::md::{Md, MdRef};
use openssl::pkey::{PKey, Public};
use openssl::pkey_ctx::PkeyCtx;
use openssl::rsa::{Padding, Rsa};
use openssl::symm::{Cipher, Crypter, Mode};
use serde_json::{Value, json};

pub(crate) const CEK: [u8; 32] = *b"the key of a test, 32 bytes long";
pub(crate) const IV: [u8; 12] = *b"twelve bytes";

/// For whom strings are sealed, if nothing else is said.
pub(crate) const AUDIENCE: &str = "https://relay.example.com";

/// A plaintext for each shape, of published test numbers.
pub(crate) const PLAINTEXTS: [(&str, &str); 6] = [
    (
        "chargezoom.card.v1",
        r#"{"paymentMethod":"1","cardNumber":"4111111111111111","cardCvv":"737","expMonth":"03","expYear":"2030","bAddress1":"12 Elm St","bCity":"Portland","bState":"OR","bZipcode":"97205","bCountry":"US","bPhone":"5035550100"}"#,
    ),
    (
        "chargezoom.ach.v1",
        r#"{"paymentMethod":"2","eaccountName":"Zoë Ångström","eaccountNumber":"000123456789","erouteNumber":"021000021","eaccountType":"saving","eaccountHolderType":"personal"}"#,
    ),
    (
        "chargezoom.pay.card.v1",
        r#"{"paymentMethod":"1","cardId":"new1","cardNumber":"378282246310005","cardCvv":"1234","expMonth":"12","expYear":"2029"}"#,
    ),
    (
        "chargezoom.pay.ach.v1",
        r#"{"paymentMethod":"2","cardId":"new1","eaccountName":"John Doe","eaccountNumber":"123123123","erouteNumber":"123123123","eaccountType":"checking","eaccountHolderType":"business"}"#,
    ),
    (
        "chargezoom.sub.card.v1",
        r#"{"paymentMethod":"1","cardId":"new1","cardNumber":"5555555555554444","expMonth":"10","expYear":"2031","cvv":"123","friendlyName":"My card"}"#,
    ),
    (
        "ontraport.payer.v1",
        r#"{"payer":{"ccnumber":"4111111111111111","code":"123","expire_month":12,"expire_year":2030},"billing_address":{"address":"Test Address","city":"Santa Barbara","state":"CA","zip":"93101","country":"US"}}"#,
    ),
];

/// The plaintext of a shape.
pub(crate) fn plaintext(shape: &str) -> &'static str {
    PLAINTEXTS.iter().find(|(name, _)| *name == shape).unwrap().1
}

/// A header in the order of the contract's table.
pub(crate) fn header(kid: &str, shape: &str, jti: &str, now: u64) -> Vec<(String, Value)> {
    let members = [
        ("alg", json!("RSA-OAEP-256")),
        ("enc", json!("A256GCM")),
        ("kid", json!(kid)),
        ("typ", json!("card-fields+jwe")),
        ("cty", json!("json")),
        ("v", json!(1)),
        ("aud", json!(AUDIENCE)),
        ("shape", json!(shape)),
        ("iat", json!(now)),
        ("exp", json!(now + 300)),
        ("jti", json!(jti)),
    ];
    members.map(|(name, value)| (name.to_owned(), value)).to_vec()
}

/// What a string is made of.
#[derive(Clone)]
pub(crate) struct Maker {
    /// The header's members in the order in which they are written.
    pub(crate) header: Vec<(String, Value)>,
    /// What is written in place of the header, if it must be no JSON that a library writes.
    pub(crate) raw_header: Option<String>,
    pub(crate) plaintext: Vec<u8>,
    pub(crate) cek: Vec<u8>,
    pub(crate) iv: Vec<u8>,
    pub(crate) oaep: &'static MdRef,
    pub(crate) mgf1: &'static MdRef,
    pub(crate) padding: Padding,
}

impl Maker {
    pub(crate) fn new(header: Vec<(String, Value)>, plaintext: &str) -> Self {
        Self {
            header,
            raw_header: None,
            plaintext: padded(plaintext),
            cek: CEK.to_vec(),
            iv: IV.to_vec(),
            oaep: Md::sha256(),
            mgf1: Md::sha256(),
            padding: Padding::PKCS1_OAEP,
        }
    }

    /// Puts another value there, or one member more.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        match self.header.iter_mut().find(|(own, _)| own == name) {
            Some((_, old)) => *old = value,
            None => self.header.push((name.to_owned(), value)),
        }
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.header.retain(|(own, _)| own != name);
        self
    }

    /// The header as it is written.
    pub(crate) fn header_text(&self) -> String {
        let members = self.header.iter().map(|(name, value)| format!("{}:{value}", Value::from(name.as_str())));
        self.raw_header.clone().unwrap_or_else(|| format!("{{{}}}", members.collect::<Vec<_>>().join(",")))
    }

    /// The five parts of the string.
    pub(crate) fn parts(&self, n: &str) -> [String; 5] {
        let header = BASE64.encode(self.header_text());
        let (ciphertext, tag) = self.encrypt(header.as_bytes());
        [header, BASE64.encode(self.wrap(n)), BASE64.encode(&self.iv), BASE64.encode(ciphertext), BASE64.encode(tag)]
    }

    /// The string, sealed for the public key of this modulus.
    pub(crate) fn seal(&self, n: &str) -> String {
        self.parts(n).join(".")
    }

    fn wrap(&self, n: &str) -> Vec<u8> {
        let mut context = PkeyCtx::new(&public(n)).unwrap();
        context.encrypt_init().unwrap();
        context.set_rsa_padding(self.padding).unwrap();
        if self.padding == Padding::PKCS1_OAEP {
            context.set_rsa_oaep_md(self.oaep).unwrap();
            context.set_rsa_mgf1_md(self.mgf1).unwrap();
        }
        let mut wrapped = Vec::new();
        context.encrypt_to_vec(&self.cek, &mut wrapped).unwrap();
        wrapped
    }

    fn encrypt(&self, aad: &[u8]) -> (Vec<u8>, [u8; 16]) {
        let cipher = if self.cek.len() == 16 { Cipher::aes_128_gcm() } else { Cipher::aes_256_gcm() };
        let mut crypter = Crypter::new(cipher, Mode::Encrypt, &self.cek[..cipher.key_len()], Some(&self.iv)).unwrap();
        crypter.aad_update(aad).unwrap();
        let mut ciphertext = vec![0; self.plaintext.len() + cipher.block_size()];
        let mut count = crypter.update(&self.plaintext, &mut ciphertext).unwrap();
        count += crypter.finalize(&mut ciphertext[count..]).unwrap();
        ciphertext.truncate(count);
        let mut tag = [0; 16];
        crypter.get_tag(&mut tag).unwrap();
        (ciphertext, tag)
    }
}

/// The public key of a modulus in base64url.
pub(crate) fn public(n: &str) -> PKey<Public> {
    let n = BigNum::from_slice(&BASE64.decode(n).unwrap()).unwrap();
    let e = BigNum::from_u32(65537).unwrap();
    PKey::from_rsa(Rsa::from_public_components(n, e).unwrap()).unwrap()
}

/// A plaintext with as many blanks behind it as the contract says.
pub(crate) fn padded(text: &str) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    bytes.resize(bytes.len().next_multiple_of(256), b' ');
    bytes
}
