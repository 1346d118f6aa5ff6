//! A passphrase of one's own: chosen at the door, in the place of the one before.

use std::time::Instant;

use anteroom_audit::Micros;
use anteroom_store::By;

use super::{Door, Turned, Visitor};
use crate::account::{Account, Passphrase, Sealed, WeakPassphrase};
use crate::error::OfficeError;

/// Why a passphrase was not taken.
#[derive(Debug, thiserror::Error)]
pub enum Chosen {
    /// The old one was not right, or there were too many wrong tries.
    #[error(transparent)]
    Turned(#[from] Turned),
    /// The new one is not good enough.
    #[error(transparent)]
    Weak(#[from] WeakPassphrase),
    /// It is the old one.
    #[error("choose another passphrase than the one you have")]
    Same,
    /// It could not be worked out.
    #[error("the passphrase could not be kept")]
    Unsealed,
}

impl From<OfficeError> for Chosen {
    fn from(error: OfficeError) -> Self {
        Self::Turned(Turned::Failed(error))
    }
}

impl Door {
    /// Gives somebody the passphrase that they chose themselves; who knew the old one is out. `salt`: random bytes.
    ///
    /// # Errors
    /// [`Chosen`] says what is wrong with it.
    pub async fn change_passphrase(
        &self,
        (at, now): (Micros, Instant),
        visitor: &Visitor,
        old: Passphrase,
        new: Passphrase,
        salt: [u8; 16],
    ) -> Result<(), Chosen> {
        let name = visitor.id.as_str();
        self.confirm(now, visitor, old).await?;
        new.check(&[name, visitor.account.name.as_str()])?;
        let sealed = sealed_anew(new, visitor.account.passphrase.clone(), salt).await?;
        self.keep_passphrase(&visitor.by(at), visitor, sealed)
            .await?;
        Ok(())
    }

    /// Makes sure that somebody who is in knows their passphrase, before they change how they come in.
    pub(super) async fn confirm(
        &self,
        now: Instant,
        visitor: &Visitor,
        passphrase: Passphrase,
    ) -> Result<(), Turned> {
        let name = visitor.id.as_str();
        self.throttle().begin(name, now).map_err(Turned::Wait)?;
        if !self.opens(passphrase, Some(&visitor.account)).await {
            return Err(Turned::Wrong);
        }
        self.throttle().right(name);
        Ok(())
    }

    async fn keep_passphrase(
        &self,
        by: &By,
        visitor: &Visitor,
        sealed: Sealed,
    ) -> Result<(), OfficeError> {
        let desk = self.desk(by.clone());
        let kept = desk.find::<Account>(&visitor.id).await?;
        let mut account = kept.record.clone();
        (account.passphrase, account.temporary) = (sealed, false);
        desk.change(&kept, &account).await?;
        let here = Some(&visitor.session.id);
        self.end_sessions(by, &visitor.id, here, "replaced").await
    }
}

/// Seals a passphrase, off the threads that serve; `salt`: random bytes.
async fn sealed_anew(new: Passphrase, old: Sealed, salt: [u8; 16]) -> Result<Sealed, Chosen> {
    let sealing = move || match new.opens(&old) {
        true => Err(Chosen::Same),
        false => Ok(new.seal(&salt)?),
    };
    let sealed = tokio::task::spawn_blocking(sealing).await;
    sealed.map_err(|_| Chosen::Unsealed)?
}
