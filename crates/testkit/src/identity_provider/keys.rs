//! The provider's keys, and the right and wrong ways to sign with them.

use anyhow::{Context as _, Result, anyhow};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::rsa::PublicKeyComponents;
use ring::signature::{self, EcdsaKeyPair, KeyPair as _, RsaKeyPair};
use ring::{hmac, rsa};
use serde_json::{Value, json};

/// Signs nothing but tokens of tests. It is kept because making one takes long.
const RSA: &[u8] = include_bytes!("../../data/identity_provider.pk8");

/// How a token is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signing {
    /// With the RSA key.
    Rs256,
    /// With the P-256 key.
    Es256,
    /// Not at all (`none`).
    Nothing,
    /// By an HMAC whose key is the public RSA key, as it is published.
    HmacOfPublicKey,
    /// By an HMAC whose key is the client's secret.
    HmacOfSecret,
    /// With a key that the provider does not publish, under the name of one that it does.
    StolenName,
    /// With the RSA key, under a name that the provider never publishes.
    UnknownName,
    /// With the RSA key, over another token.
    OtherToken,
}

/// Two keys, and what they are called.
pub(super) struct Keys {
    rsa: RsaKeyPair,
    ec: EcdsaKeyPair,
    /// Not published.
    other: EcdsaKeyPair,
    name: u32,
}

impl Keys {
    /// The RSA key of the tests, and fresh ones.
    pub(super) fn new() -> Result<Keys> {
        let rsa = RsaKeyPair::from_pkcs8(RSA).map_err(|why| anyhow!("{why}"))?;
        Ok(Keys {
            rsa,
            ec: fresh()?,
            other: fresh()?,
            name: 1,
        })
    }

    /// Gives them other names.
    pub(super) fn rename(&mut self) {
        self.name += 1;
    }

    /// What is published (RFC 7517).
    pub(super) fn set(&self) -> Result<Value> {
        let public: PublicKeyComponents<Vec<u8>> = self.rsa.public().into();
        let point = self.ec.public_key().as_ref();
        let (x, y) = point
            .get(1..)
            .and_then(|xy| xy.split_at_checked(32))
            .context("not a point of P-256")?;
        Ok(json!({"keys": [
            {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.kid("rsa"),
             "n": text(&public.n), "e": text(&public.e)},
            {"kty": "EC", "use": "sig", "alg": "ES256", "kid": self.kid("ec"),
             "crv": "P-256", "x": text(x), "y": text(y)},
        ]}))
    }

    /// A token that says this.
    pub(super) fn token(&self, claims: &Value, signing: Signing) -> Result<String> {
        let (alg, kid) = match signing {
            Signing::Rs256 | Signing::OtherToken => ("RS256", self.kid("rsa")),
            Signing::UnknownName => ("RS256", "nobody".to_owned()),
            Signing::Es256 | Signing::StolenName => ("ES256", self.kid("ec")),
            Signing::Nothing => ("none", self.kid("rsa")),
            Signing::HmacOfPublicKey | Signing::HmacOfSecret => ("HS256", self.kid("rsa")),
        };
        let head = json!({"alg": alg, "kid": kid, "typ": "JWT"});
        let signed = format!("{}.{}", part(&head)?, part(claims)?);
        let signature = self.signature(signed.as_bytes(), signing)?;
        Ok(format!("{signed}.{}", text(&signature)))
    }

    fn signature(&self, signed: &[u8], signing: Signing) -> Result<Vec<u8>> {
        let hmac_by = |key: &[u8]| hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), signed);
        match signing {
            Signing::Rs256 | Signing::UnknownName => by_rsa(&self.rsa, signed),
            Signing::OtherToken => by_rsa(&self.rsa, b"another token"),
            Signing::Es256 => by_ec(&self.ec, signed),
            Signing::StolenName => by_ec(&self.other, signed),
            Signing::Nothing => Ok(Vec::new()),
            Signing::HmacOfPublicKey => {
                let public: &rsa::PublicKey = self.rsa.public();
                Ok(hmac_by(public.as_ref()).as_ref().to_vec())
            }
            Signing::HmacOfSecret => Ok(hmac_by(super::CLIENT_SECRET.as_bytes()).as_ref().to_vec()),
        }
    }

    fn kid(&self, kind: &str) -> String {
        format!("{kind}-{}", self.name)
    }
}

fn fresh() -> Result<EcdsaKeyPair> {
    let (algorithm, random) = (
        &signature::ECDSA_P256_SHA256_FIXED_SIGNING,
        SystemRandom::new(),
    );
    let made = EcdsaKeyPair::generate_pkcs8(algorithm, &random).map_err(|_| anyhow!("no key"))?;
    let pair = EcdsaKeyPair::from_pkcs8(algorithm, made.as_ref(), &random);
    pair.map_err(|why| anyhow!("{why}"))
}

fn by_rsa(key: &RsaKeyPair, signed: &[u8]) -> Result<Vec<u8>> {
    let mut signature = vec![0; key.public().modulus_len()];
    let random = SystemRandom::new();
    key.sign(
        &signature::RSA_PKCS1_SHA256,
        &random,
        signed,
        &mut signature,
    )
    .map_err(|_| anyhow!("cannot be signed"))?;
    Ok(signature)
}

fn by_ec(key: &EcdsaKeyPair, signed: &[u8]) -> Result<Vec<u8>> {
    let signature = key.sign(&SystemRandom::new(), signed);
    let signature = signature.map_err(|_| anyhow!("cannot be signed"))?;
    Ok(signature.as_ref().to_vec())
}

fn part(value: &Value) -> Result<String> {
    Ok(text(&serde_json::to_vec(value)?))
}

pub(super) fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
