//! The second step at the door: the code after the passphrase, and how somebody comes by one.

use std::time::{Duration, Instant};

use anteroom_audit::{Hash, Micros};
use anteroom_store::new_token;
use zeroize::Zeroizing;

use super::{Door, Half, Knock, Turned, Visitor, held};
use crate::account::{Account, Passphrase};
use crate::desk::Kept;
use crate::error::OfficeError;
use crate::id::Id;
use crate::second_step::{CODES, LETTERS, RecoveryCodes, SecondStep, Secret, SignInRule, recovery};

/// For how long a code may follow a passphrase.
pub(super) const TYPING: Duration = Duration::from_secs(5 * 60);
/// For how long somebody may take to set up their app.
pub(super) const ENROLLING: Duration = Duration::from_secs(30 * 60);

/// Random bytes for new recovery codes, which the caller draws.
pub type Drawn = [[u8; LETTERS]; CODES];

impl Door {
    /// Somebody's second step now.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn second_step_of(&self, id: &Id) -> Result<SecondStep, OfficeError> {
        SecondStep::of(&self.reading(), id).await
    }

    /// What the practice asks of everybody who signs in.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn rule(&self) -> Result<SignInRule, OfficeError> {
        SignInRule::now(&self.reading()).await
    }

    /// Lets somebody in who took the first step, and gives what opens their session. `half` is what that step gave, `typed` a code of their app or a recovery code. Wrong codes slow down the next try as wrong passphrases do.
    ///
    /// # Errors
    /// [`Turned`]. A wrong code is on record by then.
    pub async fn second_step(
        &self,
        knock: &Knock,
        half: &str,
        typed: &str,
    ) -> Result<Zeroizing<String>, Turned> {
        let Knock { at, now, .. } = *knock;
        let key = Hash::of(half.as_bytes());
        let waits = held(&self.halves).get(&key, at);
        let half = waits.ok_or(Turned::Over)?;
        let account = self.stands(&half).await?.ok_or(Turned::Over)?;
        let id = half.id;
        let begun = self.throttle().begin(id.as_str(), now);
        begun.map_err(Turned::Wait)?;
        if !self.is_code(at, &id, &account, typed).await? {
            self.refuse(at, Some(id.word()), "code").await?;
            return Err(Turned::Code);
        }
        let waits = held(&self.halves).take(&key, at);
        waits.ok_or(Turned::Over)?;
        Ok(self.let_in(knock, &id, &account).await?)
    }

    /// What somebody's app is to be given, who adds a second step. It stays the same while their session sets it up, and
    /// counts once [`Door::add_second_step`] saw a code of it. `fresh`: random bytes.
    pub fn enrolling(&self, at: Micros, visitor: &Visitor, fresh: [u8; 20]) -> Secret {
        let mut enrolling = held(&self.enrolling);
        let session = &visitor.session.id;
        enrolling.get(session, at).unwrap_or_else(|| {
            let secret = Secret::of(fresh);
            enrolling.put(session.clone(), secret.clone(), at);
            secret
        })
    }

    /// Adds the second step that was being set up, and gives its recovery codes. Who is signed in elsewhere without it is
    /// out.
    ///
    /// # Errors
    /// [`Turned`].
    pub async fn add_second_step(
        &self,
        (at, now): (Micros, Instant),
        visitor: &Visitor,
        passphrase: Passphrase,
        typed: &str,
        drawn: &Drawn,
    ) -> Result<RecoveryCodes, Turned> {
        self.confirm(now, visitor, passphrase).await?;
        let session = &visitor.session.id;
        let secret = held(&self.enrolling).get(session, at);
        let secret = secret.ok_or(Turned::Over)?;
        let step = secret.step_of(typed, at).ok_or(Turned::Code)?;
        if !self.uses_up(&visitor.id, step).await? {
            return Err(Turned::Code);
        }
        let codes = self.keep(at, visitor, secret, drawn).await?;
        held(&self.enrolling).take(session, at);
        self.end_sessions(&visitor.by(at), &visitor.id, Some(session), "replaced")
            .await?;
        Ok(codes)
    }

    /// Gives somebody new recovery codes; the old ones open nothing any more.
    ///
    /// # Errors
    /// [`Turned`].
    pub async fn renew_recovery(
        &self,
        (at, now): (Micros, Instant),
        visitor: &Visitor,
        passphrase: Passphrase,
        drawn: &Drawn,
    ) -> Result<RecoveryCodes, Turned> {
        self.confirm(now, visitor, passphrase).await?;
        let step = self.second_step_of(&visitor.id).await?;
        let secret = step.secret.ok_or(Turned::Over)?;
        Ok(self.keep(at, visitor, secret, drawn).await?)
    }

    /// Takes somebody's own second step away, unless the practice asks for one.
    ///
    /// # Errors
    /// [`Turned`].
    pub async fn drop_second_step(
        &self,
        (at, now): (Micros, Instant),
        visitor: &Visitor,
        passphrase: Passphrase,
    ) -> Result<(), Turned> {
        self.confirm(now, visitor, passphrase).await?;
        if self.rule().await?.second_step_required && !self.has_passkey(&visitor.id).await? {
            let why = "your practice asks everybody for a second step";
            return Err(Turned::Failed(OfficeError::Refused(why)));
        }
        Ok(SecondStep::remove(&self.desk(visitor.by(at)), &visitor.id).await?)
    }

    /// Lets somebody's code come after their first step.
    pub(super) fn half(
        &self,
        at: Micros,
        account: &Kept<Account>,
        link: Option<u64>,
    ) -> Result<Zeroizing<String>, OfficeError> {
        let token = new_token()?;
        let half = Half {
            id: account.id.clone(),
            account: account.revision,
            link,
        };
        held(&self.halves).put(Hash::of(token.as_bytes()), half, at);
        Ok(token)
    }

    /// The account, where nothing that the first step stood on has changed since.
    async fn stands(&self, half: &Half) -> Result<Option<Account>, OfficeError> {
        let account = self.kept_account(&half.id).await?;
        let account = account.filter(|now| !now.record.disabled && now.revision == half.account);
        let is_linked = match half.link {
            Some(link) => self.is_linked(&half.id, link).await?,
            None => true,
        };
        Ok(account.filter(|_| is_linked).map(|kept| kept.record))
    }

    /// Whether this is a code of somebody's app or a recovery code, and was not used before. It is used up then.
    async fn is_code(
        &self,
        at: Micros,
        id: &Id,
        account: &Account,
        typed: &str,
    ) -> Result<bool, OfficeError> {
        let desk = self.desk(super::by(id, &account.name, at));
        let Some(kept) = desk.history::<SecondStep>(id).await?.pop() else {
            return Ok(false);
        };
        let secret = kept.record.secret.as_ref();
        if let Some(step) = secret.and_then(|secret| secret.step_of(typed, at)) {
            return self.uses_up(id, step).await;
        }
        let mut step = kept.record.clone();
        let is_code = recovery::hash(typed).is_some_and(|hash| step.recovery.remove(&hash));
        if !is_code {
            return Ok(false);
        }
        match desk.change(&kept, &step).await {
            // Somebody else came with it at the same moment.
            Err(OfficeError::Exists { .. }) => Ok(false),
            used => used.map(|()| true),
        }
    }

    async fn uses_up(&self, id: &Id, step: i64) -> Result<bool, OfficeError> {
        Ok(self.store.use_code(&id.word(), step).await?)
    }

    async fn keep(
        &self,
        at: Micros,
        visitor: &Visitor,
        secret: Secret,
        drawn: &Drawn,
    ) -> Result<RecoveryCodes, OfficeError> {
        let codes = RecoveryCodes::of(drawn);
        let step = SecondStep {
            secret: Some(secret),
            recovery: codes.hashes(),
        };
        self.desk(visitor.by(at)).put(&visitor.id, &step).await?;
        Ok(codes)
    }
}
