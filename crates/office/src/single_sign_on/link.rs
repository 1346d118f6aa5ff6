//! Which account a person at the identity provider opens.

use anteroom_audit::Word;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Email, Identity};
use crate::desk::{Desk, Kept, Record};
use crate::error::OfficeError;
use crate::id::Id;

/// Longest name that a provider gives a person (OpenID Connect Core section 2), in bytes.
const LONGEST: usize = 255;

/// Who somebody is at a provider. It never changes there, and is never given to somebody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// The provider (`iss`).
    pub issuer: Word,
    /// Its own name for the person (`sub`).
    pub name: String,
}

impl Subject {
    /// A person at this provider; nobody where the name is none that a provider may give.
    #[must_use]
    pub fn of(issuer: &Word, name: &str) -> Option<Subject> {
        let is_good = !name.is_empty() && name.len() <= LONGEST;
        is_good.then(|| Subject {
            issuer: issuer.clone(),
            name: name.to_owned(),
        })
    }
}

/// Which person at the provider opens an account. Its id is the account's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The address by which the person is known at the first sign-in; none where the account is not linked.
    pub email: Option<Email>,
    /// Who came in first with that address; nobody else does from then on.
    pub subject: Option<Subject>,
}

/// An account that opens, and what becomes of its link.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Owned {
    /// The link as it is kept.
    pub(crate) kept: Kept<Link>,
    /// The link after the first sign-in; none where it is as it was.
    pub(crate) bound: Option<Link>,
}

impl Link {
    /// The link of an account now; an empty one where it never had any.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn of(desk: &Desk, id: &Id) -> Result<Link, OfficeError> {
        let newest = desk.history::<Link>(id).await?.pop();
        Ok(newest.map(|kept| kept.record).unwrap_or_default())
    }

    /// Lets whoever has this address at the provider come in with this account. Who did before does no longer.
    ///
    /// # Errors
    /// When the address opens another account, or it cannot be written.
    pub async fn set(desk: &Desk, id: &Id, email: Email) -> Result<(), OfficeError> {
        let email = Some(email);
        let all = desk.all::<Link>().await?;
        let mut others = all.iter().filter(|kept| kept.id != *id);
        if others.any(|kept| kept.record.email == email) {
            let why = "this address opens another account; unlink that one first";
            return Err(OfficeError::Refused(why));
        }
        let subject = None;
        desk.put(id, &Link { email, subject }).await
    }

    /// Lets nobody come in with this account by single sign-on. Does nothing where nobody could.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub async fn remove(desk: &Desk, id: &Id) -> Result<(), OfficeError> {
        match Link::of(desk, id).await?.email.is_some() {
            true => desk.put(id, &Link::default()).await,
            false => Ok(()),
        }
    }
}

impl Record for Link {
    const SUBJECT: &'static str = "single_sign_on_link";

    fn check(&self, _today: Date) -> Result<(), OfficeError> {
        match self.subject.is_some() && self.email.is_none() {
            true => Err(OfficeError::Refused(
                "an account is linked by an e-mail address first",
            )),
            false => Ok(()),
        }
    }
}

/// Whose account this person opens.
///
/// # Errors
/// Why none, as the program's own word.
pub(crate) fn owner(links: Vec<Kept<Link>>, who: &Identity) -> Result<Owned, &'static str> {
    let is_known = |kept: &Kept<Link>| kept.record.subject.as_ref() == Some(&who.subject);
    let mut known = links.clone().into_iter().filter(is_known);
    if let Some(kept) = known.next() {
        let bound = None;
        return Ok(Owned { kept, bound });
    }
    let email = who.verified_email.as_ref().ok_or("email_unverified")?;
    let is_theirs = |kept: &Kept<Link>| kept.record.email.as_ref() == Some(email);
    let mut theirs = links.into_iter().filter(is_theirs);
    // Two with one address are as bad as none: which of them would count?
    let (Some(kept), None) = (theirs.next(), theirs.next()) else {
        return Err("unlinked");
    };
    if kept.record.subject.is_some() {
        return Err("subject");
    }
    let mut bound = kept.record.clone();
    bound.subject = Some(who.subject.clone());
    let bound = Some(bound);
    Ok(Owned { kept, bound })
}

#[cfg(test)]
mod tests {
    use anteroom_audit::Micros;

    use super::*;

    fn subject(name: &str) -> Subject {
        let issuer = Word::lossy("https://login.elm.example");
        let name = name.to_owned();
        Subject { issuer, name }
    }

    fn link(id: &str, email: Option<&str>, known: Option<&str>) -> Kept<Link> {
        Kept {
            id: id.parse().unwrap(),
            revision: 1,
            at: Micros(0),
            by: Word::lossy("tester"),
            record: Link {
                email: email.map(|email| email.parse().unwrap()),
                subject: known.map(subject),
            },
        }
    }

    fn opens(
        links: &[Kept<Link>],
        name: &str,
        email: Option<&str>,
    ) -> Result<String, &'static str> {
        let who = Identity {
            subject: subject(name),
            verified_email: email.map(|email| email.parse().unwrap()),
            both_steps: false,
        };
        let owned = owner(links.to_vec(), &who)?;
        if let Some(bound) = owned.bound {
            assert_eq!(bound.subject, Some(who.subject));
            assert_eq!(bound.email, owned.kept.record.email);
        }
        Ok(owned.kept.id.to_string())
    }

    #[test]
    fn the_address_counts_once_and_then_the_providers_own_name() {
        let maya = "maya@elm.example";
        let links = [
            link("maya", Some(maya), None),
            link("lee", Some("lee@elm.example"), Some("42")),
            link("omar", None, None),
        ];
        for (name, email, expected) in [
            ("1", Some(maya), Ok("maya".to_owned())),
            ("42", Some("lee.kwon@elm.example"), Ok("lee".to_owned())),
            ("42", None, Ok("lee".to_owned())),
            ("42", Some(maya), Ok("lee".to_owned())),
            ("1", Some("lee@elm.example"), Err("subject")),
            ("1", None, Err("email_unverified")),
            ("1", Some("kit@elm.example"), Err("unlinked")),
        ] {
            assert_eq!(opens(&links, name, email), expected, "{name} {email:?}");
        }
        let twice = [
            link("maya", Some(maya), None),
            link("kit", Some(maya), None),
        ];
        assert_eq!(opens(&twice, "1", Some(maya)), Err("unlinked"));
    }

    #[test]
    fn the_same_name_at_another_provider_is_somebody_else() {
        let links = [link("lee", Some("lee@elm.example"), Some("42"))];
        let mut other = subject("42");
        other.issuer = Word::lossy("https://login.oak.example");
        let who = Identity {
            subject: other,
            verified_email: None,
            both_steps: false,
        };
        assert_eq!(owner(links.to_vec(), &who), Err("email_unverified"));
    }

    #[test]
    fn nobody_is_known_without_an_address_or_by_a_name_that_is_none() {
        let check = |email| link("lee", email, Some("42")).record.check(Date::MIN);
        assert!(check(Some("lee@elm.example")).is_ok());
        assert!(check(None).is_err());
        let issuer = Word::lossy("https://login.elm.example");
        assert_eq!(Subject::of(&issuer, "42"), Some(subject("42")));
        for bad in ["", &"4".repeat(256)] {
            assert_eq!(Subject::of(&issuer, bad), None);
        }
    }
}
