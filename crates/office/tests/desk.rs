//! The desk on a real store: what is written can be read, grows, stands in the log by its hash, and is refused otherwise.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use anteroom_audit::{EntryNo, What, Word};
use anteroom_office::vendor::{Party, Register, Role};
use anteroom_office::{Desk, OfficeError};
use anteroom_store::NewEvidence;
use jiff::civil::date;
use support::{by, id};
use zeroize::Zeroizing;

async fn desk(folder: &tempfile::TempDir) -> Desk {
    support::desk(folder, date(2026, 11, 26)).await
}

fn party() -> Party {
    Party {
        note: Some("Ask for Lindgren at the front desk.".parse().unwrap()),
        ..Party::new(Word::lossy("Mistral AI"), Role::BusinessAssociate)
    }
}

#[tokio::test]
async fn what_is_recorded_grows_and_the_log_holds_no_word_of_it() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let desk = desk(&folder).await;
    desk.add(&id("mistral"), &party()).await?;
    let first = desk.find::<Party>(&id("mistral")).await?;
    assert_eq!((first.revision, &first.record), (1, &party()));
    let ended = Party {
        ended_on: Some(date(2026, 11, 26)),
        ..party()
    };
    desk.change(&first, &ended).await?;
    let history = desk.history::<Party>(&id("mistral")).await?;
    let records: Vec<_> = history.into_iter().map(|kept| kept.record).collect();
    assert_eq!(records, [party(), ended]);
    assert_eq!(desk.all::<Party>().await?.len(), 1);
    for line in desk.store().log(EntryNo(0), 10).await? {
        let text = format!("{line:?}{}", String::from_utf8_lossy(&line.entry.body));
        assert!(
            !text.contains("Lindgren") && !text.contains("Mistral AI"),
            "{text}"
        );
        let event = line.event.unwrap();
        assert!(
            matches!(event.what, What::EvidenceRecorded(new) if new.subject_id == Word::lossy("mistral"))
        );
    }
    desk.store().verify_log(&[]).await?;
    Ok(())
}

#[tokio::test]
async fn who_comes_late_or_breaks_a_rule_is_told() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let desk = desk(&folder).await;
    let exists = || OfficeError::Exists {
        subject: "vendor",
        id: id("mistral"),
    };
    desk.add(&id("mistral"), &party()).await?;
    assert_eq!(desk.add(&id("mistral"), &party()).await, Err(exists()));
    let seen = desk.find::<Party>(&id("mistral")).await?;
    desk.change(&seen, &party()).await?;
    assert_eq!(
        desk.change(&seen, &party()).await,
        Err(exists()),
        "it changed meanwhile"
    );
    let lost = Party {
        role: Role::Subcontractor,
        ..party()
    };
    let refused = desk.add(&id("host"), &lost).await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
    let missing = OfficeError::Missing {
        subject: "vendor",
        id: id("host"),
    };
    assert_eq!(desk.find::<Party>(&id("host")).await.unwrap_err(), missing);
    let register = Register::read(&desk).await?;
    assert_eq!(register.vendor(&id("host")).err(), Some(missing));
    Ok(())
}

#[tokio::test]
async fn a_trial_writes_nothing() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let desk = desk(&folder).await;
    let trial = desk.clone().on_trial(true);
    trial.add(&id("mistral"), &party()).await?;
    assert!(trial.add_to(&id("mistral"), &party()).await.is_ok());
    let document = trial.attach(&Word::lossy("baa.pdf"), b"invented".to_vec())?;
    assert_eq!(document.name, Word::lossy("baa.pdf"));
    let broken = Party {
        role: Role::Subcontractor,
        ..party()
    };
    assert!(trial.add(&id("host"), &broken).await.is_err());
    assert_eq!(desk.store().log_size().await?, 0);
    Ok(())
}

#[tokio::test]
async fn things_of_an_owner_are_numbered_and_files_come_back() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let desk = desk(&folder).await;
    for number in 1..=3 {
        let made = desk.add_to(&id("mistral"), &party()).await?;
        assert_eq!(made, id(&format!("mistral.{number}")));
    }
    let kept = desk.attach(&Word::lossy("baa.pdf"), b"invented agreement".to_vec())?;
    let broken = Party {
        role: Role::Subcontractor,
        ..party()
    };
    assert!(desk.add(&id("host"), &broken).await.is_err());
    assert_eq!(
        desk.store().files().await?.len(),
        0,
        "nothing stays of what was refused"
    );
    desk.add(&id("host"), &party()).await?;
    assert_eq!(desk.store().files().await?.len(), 1);
    let content = desk.store().file_content(&kept.file).await?;
    assert_eq!(**content, *b"invented agreement");
    Ok(())
}

#[tokio::test]
async fn a_record_of_a_later_version_is_not_half_read() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let desk = desk(&folder).await;
    let mut body = serde_json::to_value(party())?;
    body["license"] = "new".into();
    let new = NewEvidence {
        subject: "vendor",
        subject_id: Word::lossy("mistral"),
        revision: 1,
        holds: false,
        changed: Vec::new(),
        body: Zeroizing::new(serde_json::to_vec(&body)?),
    };
    desk.store().record_evidence(&by(), new).await?;
    let unreadable = OfficeError::Unreadable("vendor");
    assert_eq!(desk.all::<Party>().await.unwrap_err(), unreadable);
    Ok(())
}
