//! Gates on a real store, as the calendar goes on.

mod support;

use anteroom_audit::Word;
use anteroom_office::Desk;
use anteroom_office::gate::{GateFile, GateKind, Gates, Status};
use anteroom_office::vendor::{Deployment, Determination, Kind, Party, Role};
use jiff::civil::{Date, date};
use support::{by, desk, id};

const FIRST: Date = date(2026, 11, 26);

fn word(text: &str) -> Word {
    Word::lossy(text)
}

/// A server of the practice's own, in use and approved.
async fn own_server(desk: &Desk) -> anyhow::Result<()> {
    let determination = Some(Determination {
        by: word("Dana"),
        on: FIRST,
        document: None,
    });
    let party = Party {
        determination,
        ..Party::new(word("The box"), Role::PracticeOwned)
    };
    desk.add(&id("box"), &party).await?;
    let service = Deployment {
        party: id("box"),
        connection: None,
        kind: Kind::SelfHosted,
        product: word("vLLM"),
        endpoint: word("127.0.0.1"),
        region: word("us"),
        approved_by: Some(word("Dana")),
        approved_on: Some(FIRST),
        ended_on: None,
    };
    desk.add_to(&id("box"), &service).await?;
    Ok(())
}

async fn status(desk: &Desk) -> anyhow::Result<Status> {
    Ok(Gates::read(desk).await?.one(GateKind::Deployment)?.status)
}

async fn approved(desk: &Desk, until: Option<Date>) -> anyhow::Result<Date> {
    let owner = GateFile {
        owner: Some(word("Ada")),
        ..GateFile::default()
    };
    let gate = GateKind::Deployment.id()?;
    desk.add(&gate, &owner).await?;
    let approval = Gates::read(desk)
        .await?
        .approve(GateKind::Deployment, word("Dana"), until)?;
    let last = approval.until;
    let kept = desk.find::<GateFile>(&gate).await?;
    let file = GateFile {
        approval: Some(approval),
        ..kept.record.clone()
    };
    desk.change(&kept, &file).await?;
    Ok(last)
}

#[tokio::test]
async fn an_approval_ends_on_its_day_and_after_a_year_at_most() -> anyhow::Result<()> {
    let year = date(2027, 11, 26);
    for (until, last) in [
        (None, year),
        (Some(date(2030, 1, 1)), year),
        (Some(date(2026, 12, 31)), date(2026, 12, 31)),
    ] {
        let folder = tempfile::tempdir()?;
        let desk = desk(&folder, FIRST).await;
        own_server(&desk).await?;
        assert_eq!(status(&desk).await?, Status::NotStarted);
        assert_eq!(approved(&desk, until).await?, last);
        for (today, expected) in [
            (FIRST, Status::Ready),
            (last, Status::Ready),
            (last.tomorrow()?, Status::NeedsRenewal),
        ] {
            let later = Desk::new(desk.store().clone(), by(), today);
            assert_eq!(status(&later).await?, expected, "{today}");
        }
    }
    Ok(())
}
