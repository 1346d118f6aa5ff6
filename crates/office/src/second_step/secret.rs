//! The secret that an app and Anteroom share, and the codes that follow from it (RFC 6238).
//!
//! Six digits, thirty seconds, HMAC-SHA-1: what every app understands. A code is good for its own step of time, the one
//! before and the one after, because no two clocks agree.

use anteroom_audit::Micros;
use serde::{Deserialize, Serialize};
use totp_rs::{Builder, Totp};

/// What the codes follow from: 160 random bits. It has no `Debug`, so that nothing shows it by mistake.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Secret(totp_rs::Secret);

/// The text is no secret.
#[derive(Debug, thiserror::Error)]
#[error("not a secret of 160 bits in base 32")]
pub struct NotASecret;

impl Secret {
    /// A secret of these bytes, which the caller draws at random.
    #[must_use]
    pub fn of(bytes: [u8; 20]) -> Secret {
        Secret(bytes.into())
    }

    /// The step of time whose code this is, in thirties of seconds since 1970; none when it is no code of about now.
    #[must_use]
    pub fn step_of(&self, typed: &str, at: Micros) -> Option<i64> {
        let typed: String = typed.split_whitespace().collect();
        let seconds = u64::try_from(at.0 / 1_000_000).ok()?;
        let step = self.totp("", "")?.check(&typed, seconds)?;
        i64::try_from(step).ok()
    }

    /// The secret as somebody types it into an app: groups of four letters.
    #[must_use]
    pub fn by_hand(&self) -> String {
        let text = self.0.to_base32();
        let letters: Vec<char> = text.chars().collect();
        let groups = letters.chunks(4).map(String::from_iter);
        groups.collect::<Vec<_>>().join(" ")
    }

    /// The address that an app reads from a QR code; it names the practice and the person.
    #[must_use]
    pub fn address(&self, practice: &str, person: &str) -> Option<String> {
        self.totp(practice, person)?.to_url().ok()
    }

    fn totp(&self, practice: &str, person: &str) -> Option<Totp> {
        // A colon parts the two in the address.
        let issuer = format!("Anteroom {practice}").replace(':', " ");
        let builder = Builder::new()
            .with_secret(self.0.clone())
            .with_account_name(person)
            .with_issuer(Some(issuer.trim()));
        builder.build().ok()
    }
}

impl TryFrom<String> for Secret {
    type Error = NotASecret;

    fn try_from(text: String) -> Result<Self, NotASecret> {
        let secret = totp_rs::Secret::try_from_base32(text).map_err(|_| NotASecret)?;
        match secret.as_bytes().len() {
            20 => Ok(Secret(secret)),
            _ => Err(NotASecret),
        }
    }
}

impl From<Secret> for String {
    fn from(secret: Secret) -> String {
        secret.0.to_base32()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B.
    fn secret() -> Secret {
        Secret::of(*b"12345678901234567890")
    }

    fn step(typed: &str, seconds: i64) -> Option<i64> {
        secret().step_of(typed, Micros(seconds * 1_000_000))
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(step(code, seconds), Some(seconds / 30), "{seconds}");
        }
    }

    #[test]
    fn a_code_is_good_for_one_step_before_and_after() {
        for (seconds, found) in [
            (-30, None),
            (0, Some(1)),
            (59, Some(1)),
            (89, Some(1)),
            (90, None),
        ] {
            assert_eq!(step("287082", seconds), found, "{seconds}");
        }
        assert_eq!(step(" 287 082", 59), Some(1), "as apps show it");
    }

    #[test]
    fn what_is_no_code_opens_nothing() {
        for typed in ["", "28708", "2870820", "+87082", "abcdef", "287083"] {
            assert_eq!(step(typed, 59), None, "{typed}");
        }
    }

    #[test]
    fn the_address_names_the_practice_and_survives_any_name() {
        let address = secret().address("Elm: Street & Co", "maya").unwrap();
        assert!(address.starts_with("otpauth://totp/Anteroom%20Elm"));
        assert!(address.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
        assert!(totp_rs::Totp::from_url(&address).is_ok());
        assert_eq!(
            secret().by_hand(),
            "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
        );
    }

    #[test]
    fn it_comes_back_as_it_was_kept() {
        let kept = serde_json::to_string(&secret()).unwrap();
        assert!(serde_json::from_str::<Secret>(&kept).unwrap() == secret());
        assert!(serde_json::from_str::<Secret>("\"GEZDGNBV\"").is_err());
    }
}
