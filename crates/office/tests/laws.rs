//! News of the law on a real store: signed, newer, whole, or refused; and the way back.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use anteroom_audit::{NoteError, Signer, Word};
use anteroom_office::OfficeError;
use anteroom_office::laws::LawBook;
use anteroom_policy::laws::UpdateError;
use jiff::civil::date;
use support::id;

fn signer(seed: u8) -> Signer {
    Signer::from_seed("law-desk", &[seed; 32]).unwrap()
}

fn text(version: u64, title: &str) -> String {
    format!(
        "format = \"anteroom-laws/1\"\nversion = {version}\nissued = \"2026-11-26\"\n\n[[act]]\nid = \"la-hb475\"\n\
         states = [\"LA\"]\ntitle = \"{title}\"\ncitation = \"La. R.S. 37:22.1\"\nfamily = \"consent_recording\"\n\
         status = \"enacted\"\neffective = \"2027-08-01\"\nconcerns = \"Practices.\"\nasks = \"Say so.\"\n\
         changes = \"Say so.\"\nconfidence = \"high\"\nsource = \"Act\"\nlast_checked = \"2026-11-25\"\n"
    )
}

fn news(version: u64, title: &str) -> String {
    signer(1).sign(&text(version, title)).unwrap()
}

#[tokio::test]
async fn news_counts_until_the_practice_goes_back() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let desk = support::desk(&folder, date(2026, 11, 26)).await;
    let key = signer(1).verifying_key();
    let title = async || {
        let book = LawBook::read(&desk).await.unwrap();
        (
            book.version(),
            book.laws.named("la-hb475").unwrap().title.clone(),
        )
    };
    let own = title().await;
    for (version, name) in [(1, "One"), (4, "Four")] {
        let book = LawBook::read(&desk).await?;
        book.adopt(&desk, &news(version, name), &key).await?;
        assert_eq!(title().await, (version, name.to_owned()));
    }
    for (version, name) in [(1, "One"), (0, &*own.1)] {
        let back = LawBook::read(&desk).await?.roll_back(&desk).await?;
        assert_eq!((back, title().await), (version, (version, name.to_owned())));
    }
    assert!(LawBook::read(&desk).await?.roll_back(&desk).await.is_err());
    let again = LawBook::read(&desk).await?;
    again.adopt(&desk, &news(4, "Four"), &key).await?;
    assert_eq!(
        title().await.0,
        4,
        "what was taken in once may come again, unchanged"
    );
    let own = Word::lossy(id("laws").as_str());
    let kept = desk.store().evidence_history("law_version", &own).await?;
    assert_eq!(kept.len(), 5, "each step is a record");
    assert_eq!(desk.store().log_size().await?, 5, "and an event");
    desk.store().verify_log(&[]).await?;
    Ok(())
}

#[tokio::test]
async fn what_is_forged_older_or_not_understood_changes_nothing() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let desk = support::desk(&folder, date(2026, 11, 26)).await;
    let key = signer(1).verifying_key();
    LawBook::read(&desk)
        .await?
        .adopt(&desk, &news(4, "Four"), &key)
        .await?;
    let refused = async |note: &str| {
        let book = LawBook::read(&desk).await.unwrap();
        book.adopt(&desk, note, &key).await.unwrap_err()
    };
    let other = signer(2).sign(&text(5, "Five"))?;
    assert_eq!(
        refused(&other).await,
        OfficeError::Signature(NoteError::Unsigned)
    );
    let changed = news(5, "Five").replace("Five", "Fine");
    assert_eq!(
        refused(&changed).await,
        OfficeError::Signature(NoteError::WrongSignature)
    );
    assert_eq!(
        refused(&text(5, "Five")).await,
        OfficeError::Signature(NoteError::Malformed)
    );
    for note in [news(4, "Four"), news(4, "Other"), news(3, "Three")] {
        assert!(matches!(refused(&note).await, OfficeError::Refused(_)));
    }
    let unknown = signer(1).sign(&text(5, "Five").replace("asks =", "fine = 5\nasks ="))?;
    assert!(matches!(
        refused(&unknown).await,
        OfficeError::News(UpdateError::Unreadable(_))
    ));
    let book = LawBook::read(&desk).await?;
    book.roll_back(&desk).await?;
    for note in [news(4, "Other"), news(3, "Three")] {
        assert!(
            matches!(refused(&note).await, OfficeError::Refused(_)),
            "an older one cannot come in by going back"
        );
    }
    let trial = desk.clone().on_trial(true);
    LawBook::read(&desk)
        .await?
        .adopt(&trial, &news(5, "Five"), &key)
        .await?;
    assert_eq!(LawBook::read(&desk).await?.version(), 0);
    assert_eq!(desk.store().log_size().await?, 2);
    Ok(())
}
