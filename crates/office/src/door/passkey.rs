//! Passkeys at the door: how somebody comes in with one, and how they come by one.

use std::time::{Duration, Instant};

use anteroom_audit::{Micros, Word};
use zeroize::Zeroizing;

use super::{Door, Knock, Turned, Visitor, held};
use crate::account::Passphrase;
use crate::desk::Kept;
use crate::error::OfficeError;
use crate::id::Id;
use crate::passkey::{Adding, Answer, Asking, Passkey, Passkeys, Site};

/// For how long a browser may take to answer.
pub(super) const ANSWERING: Duration = Duration::from_secs(5 * 60);

const CANNOT_ASK: OfficeError = OfficeError::Refused("a passkey cannot be asked for now");

impl Door {
    /// Somebody's passkeys now.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn passkeys_of(&self, id: &Id) -> Result<Passkeys, OfficeError> {
        Passkeys::of(&self.reading(), id).await
    }

    /// Asks whoever stands at the door for a passkey; the text is for the browser.
    ///
    /// # Errors
    /// When it cannot be asked for.
    pub fn ask_passkey(&self, at: Micros, site: &Site) -> Result<String, OfficeError> {
        let (asking, question) = Asking::begin(site).ok_or(CANNOT_ASK)?;
        held(&self.asking).put(asking.challenge(), asking, at);
        Ok(question)
    }

    /// Lets somebody in by their passkey, which counts as both steps, and gives what opens their session.
    ///
    /// # Errors
    /// [`Turned`]. A wrong answer with a passkey that is known is on record by then; others are not, or a stranger could
    /// fill the log.
    pub async fn passkey(
        &self,
        knock: &Knock,
        site: &Site,
        answer: &str,
    ) -> Result<Zeroizing<String>, Turned> {
        let at = knock.at;
        let answer = Answer::read(answer).ok_or(Turned::Wrong)?;
        let challenge = answer.challenge().ok_or(Turned::Wrong)?;
        let asking = held(&self.asking)
            .take(&challenge, at)
            .ok_or(Turned::Over)?;
        let desk = self.reading();
        let all = desk.all::<Passkeys>().await?;
        let owner = all.into_iter().find(|kept| answer.is_of(&kept.record));
        let owner = owner.ok_or(Turned::Wrong)?;
        let mut after = owner.record.clone();
        let key = after.find(&answer.key()).ok_or(Turned::Wrong)?;
        let account = self.account(&owner.id).await?;
        let Some(used) = asking.finish(site, &answer, &owner.record, key) else {
            self.refuse(at, Some(owner.id.word()), "passkey").await?;
            return Err(Turned::Wrong);
        };
        let Some(account) = account.filter(|account| !account.disabled) else {
            self.refuse(at, Some(owner.id.word()), "disabled").await?;
            return Err(Turned::Wrong);
        };
        *key = used;
        if after != owner.record {
            let desk = self.desk(super::by(&owner.id, &account.name, at));
            desk.change(&owner, &after).await?;
        }
        Ok(self.let_in(knock, &owner.id, &account).await?)
    }

    /// Asks a browser for a new passkey of somebody who is in; the text is for the browser.
    ///
    /// # Errors
    /// When it cannot be asked for.
    pub async fn begin_passkey(
        &self,
        at: Micros,
        site: &Site,
        visitor: &Visitor,
    ) -> Result<String, OfficeError> {
        let mine = self.own_passkeys(at, visitor).await?;
        let person = (visitor.id.as_str(), visitor.account.name.as_str());
        let (adding, question) = Adding::begin(site, &mine.record, person).ok_or(CANNOT_ASK)?;
        held(&self.adding).put(visitor.session.id.clone(), adding, at);
        Ok(question)
    }

    /// Adds the passkey that the browser made.
    ///
    /// # Errors
    /// [`Turned`]; [`Turned::Code`] when the browser's answer is not right.
    pub async fn add_passkey(
        &self,
        (at, now): (Micros, Instant),
        site: &Site,
        visitor: &Visitor,
        passphrase: Passphrase,
        (name, answer): (Word, &str),
    ) -> Result<(), Turned> {
        self.confirm(now, visitor, passphrase).await?;
        let adding = held(&self.adding).take(&visitor.session.id, at);
        let key = adding.ok_or(Turned::Over)?.finish(site, answer, name, at);
        let key = key.ok_or(Turned::Code)?;
        let add = |keys: &mut Vec<Passkey>| keys.push(key);
        Ok(self.change_passkeys(at, visitor, add).await?)
    }

    /// Changes somebody's own passkeys, such as their names.
    ///
    /// # Errors
    /// When they break a rule, or cannot be written.
    pub async fn change_passkeys(
        &self,
        at: Micros,
        visitor: &Visitor,
        how: impl FnOnce(&mut Vec<Passkey>),
    ) -> Result<(), OfficeError> {
        let mine = self.own_passkeys(at, visitor).await?;
        let mut after = mine.record.clone();
        how(&mut after.keys);
        self.desk(visitor.by(at)).change(&mine, &after).await
    }

    /// Somebody's passkeys as they are kept; they are named at an authenticator before there is one, so a person who has
    /// none yet is given their handle here.
    async fn own_passkeys(
        &self,
        at: Micros,
        visitor: &Visitor,
    ) -> Result<Kept<Passkeys>, OfficeError> {
        let desk = self.desk(visitor.by(at));
        if desk.history::<Passkeys>(&visitor.id).await?.is_empty() {
            let none = Passkeys::of(&desk, &visitor.id).await?;
            desk.add(&visitor.id, &none).await?;
        }
        desk.find::<Passkeys>(&visitor.id).await
    }
}
