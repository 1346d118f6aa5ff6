//! Single sign-on (OpenID Connect): coming in with the account that one has at the practice's identity provider.
//!
//! The provider says who somebody is; who may come in is decided here. Only an account that somebody linked opens: at the
//! first sign-in by its e-mail address, which the provider must have verified, and from then on by the provider's own
//! name for the person, because an address may be given to somebody else later.

mod email;
mod link;

use anteroom_audit::Word;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::desk::{Desk, Record};
use crate::error::OfficeError;
use crate::id::Id;

pub use email::{Email, NotAnEmail};
pub use link::{Link, Subject};
pub(crate) use link::{Owned, owner};

/// Where people have their other account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// The issuer's address, exactly as its tokens name it.
    pub issuer: Word,
    /// What the provider calls this installation.
    pub client_id: Word,
    /// What proves to the provider that it is this installation.
    pub client_secret: ClientSecret,
    /// The authentication context (`acr`) that is asked for, and that counts as both steps; none where only `amr` tells.
    pub acr: Option<Word>,
}

/// What proves to the provider that it is this installation. Debug shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ZeroizeOnDrop)]
#[serde(transparent)]
pub struct ClientSecret(String);

/// The practice's single sign-on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SingleSignOn {
    /// The provider; none while it is off.
    pub provider: Option<Provider>,
}

/// What the provider says of whoever stands at the door, after its signature was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Who it is there.
    pub subject: Subject,
    /// Their e-mail address; none where the provider names none, or has not verified it.
    pub verified_email: Option<Email>,
    /// Whether they proved themselves there in two ways.
    pub both_steps: bool,
}

/// A question to the provider. Each part is 256 random bits in hexadecimal digits, and is good for one answer.
#[derive(Clone)]
pub struct Question {
    /// What the answer must repeat.
    pub state: Zeroizing<String>,
    /// What the token must repeat.
    pub nonce: Zeroizing<String>,
    /// What shows that whoever asks for the token asked the question (PKCE, RFC 7636).
    pub verifier: Zeroizing<String>,
    /// What the browser that asked holds.
    pub browser: Zeroizing<String>,
}

impl ClientSecret {
    /// This secret.
    #[must_use]
    pub fn new(secret: &str) -> ClientSecret {
        ClientSecret(secret.to_owned())
    }

    /// The secret, for the provider alone.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClientSecret")
    }
}

impl SingleSignOn {
    /// The practice's single sign-on now; off where it was never set up.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn now(desk: &Desk) -> Result<SingleSignOn, OfficeError> {
        let newest = desk.history::<SingleSignOn>(&practice()?).await?.pop();
        Ok(newest.map(|kept| kept.record).unwrap_or_default())
    }

    /// Makes it so from now on.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn set(&self, desk: &Desk) -> Result<(), OfficeError> {
        desk.put(&practice()?, self).await
    }
}

impl Record for SingleSignOn {
    const SUBJECT: &'static str = "single_sign_on";

    fn check(&self, _today: Date) -> Result<(), OfficeError> {
        let secret = self.provider.as_ref().map(|one| one.client_secret.reveal());
        match secret {
            Some("") => Err(OfficeError::Refused("the client secret is empty")),
            _ => Ok(()),
        }
    }
}

/// There is one provider.
fn practice() -> Result<Id, OfficeError> {
    Ok("practice".parse()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(secret: &str) -> SingleSignOn {
        let provider = Provider {
            issuer: Word::lossy("https://login.elmstreet.example"),
            client_id: Word::lossy("anteroom"),
            client_secret: ClientSecret::new(secret),
            acr: None,
        };
        SingleSignOn {
            provider: Some(provider),
        }
    }

    #[test]
    fn there_is_a_secret_and_nothing_shows_it() {
        assert!(with("").check(Date::MIN).is_err());
        assert!(SingleSignOn::default().check(Date::MIN).is_ok());
        let good = with("very secret");
        assert!(good.check(Date::MIN).is_ok());
        assert!(!format!("{good:?}").contains("very secret"));
    }
}
