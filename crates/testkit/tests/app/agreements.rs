//! Somebody reads a signed agreement in the console, and sees at once what is missing and what may leave for it.

use anteroom_audit::{Actor, EntryNo, What, Word};
use anteroom_office::vendor::{Agreement, Answer, Elements};
use anteroom_policy::Role;
use anteroom_testkit::{App, Browser, OnFile, Shown};
use anyhow::Result;
use jiff::ToSpan as _;
use jiff::civil::Date;

const VENDOR: &str = "/console/vendors/mistral";
const PAGE: &str = "/console/vendors/mistral/agreements/mistral.1";

/// An app with a vendor whose agreement runs, and that nobody has read.
async fn unread() -> Result<(App, OnFile)> {
    let app = App::start().await?;
    let until = Date::constant(2999, 12, 31);
    let on_file = OnFile::record(&app, until).await?;
    let unread = |agreement: &mut Agreement| {
        agreement.elements.clear();
        (agreement.reviewer, agreement.reviewed_on) = (None, None);
    };
    on_file.change::<Agreement>("mistral.1", unread).await?;
    Ok((app, on_file))
}

/// Fields that say of every point that it is there, but for these.
fn found(but: &[(&str, &str)]) -> Result<Vec<(String, String)>> {
    let all = Elements::shipped()?.all.into_iter();
    let each = all.map(|element| {
        let mut other = but.iter().filter(|(id, _)| *id == element.id);
        let answer = other.next().map_or("yes", |(_, answer)| answer);
        (format!("found.{}", element.id), answer.to_owned())
    });
    Ok(each.collect())
}

async fn send(
    browser: &mut Browser<'_>,
    page: &Shown,
    fields: &[(String, String)],
    more: &[(&str, &str)],
) -> Result<Shown> {
    let revision = ("revision", page.hidden("revision")?);
    let found = fields.iter().map(|(name, value)| (&**name, &**value));
    let all: Vec<(&str, &str)> = found
        .chain([revision])
        .chain(more.iter().copied())
        .collect();
    browser.send(page, PAGE, &all).await
}

async fn agreement(on_file: &OnFile) -> Result<Agreement> {
    let kept = on_file
        .desk
        .find::<Agreement>(&"mistral.1".parse()?)
        .await?;
    Ok(kept.record)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_is_recorded_and_opens_or_closes_at_once() -> Result<()> {
    let (app, on_file) = unread().await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    let before = lee.get(VENDOR).await?.html;
    assert!(
        before.contains("16 of the 16 points that the law asks for are missing"),
        "{before}"
    );
    assert!(before.contains(&format!("href=\"{PAGE}\"")), "{before}");
    let page = lee.get(PAGE).await?;
    assert_eq!(
        page.html
            .matches("<fieldset class=\"field point\">")
            .count(),
        22
    );
    assert!(
        page.html.contains("45 CFR 164.504(e)(2)(ii)(C)"),
        "{}",
        page.html
    );

    let fields = found(&[
        ("BAA-05", "no"),
        ("BAA-15", "not_applicable"),
        ("BAA-22", "unclear"),
    ])?;
    let place = [("where.BAA-01", "Section 2 <b>"), ("where.BAA-05", " ")];
    let saved = send(&mut lee, &page, &fields, &place).await?;
    let back = format!("{VENDOR}#mistral.1");
    assert_eq!(
        (saved.status, &*saved.location),
        (303, &*back),
        "{}",
        saved.html
    );
    let kept = agreement(&on_file).await?;
    assert_eq!(kept.elements.len(), 22);
    assert_eq!(kept.elements.get("BAA-05"), Some(&Answer::No));
    assert_eq!(kept.places.keys().collect::<Vec<_>>(), ["BAA-01"]);
    assert_eq!(kept.reviewer, Some(Word::lossy("lee")));
    assert_eq!(kept.reviewed_on, Some(on_file.desk.today()));

    let lacks = lee.get(VENDOR).await?.html;
    for says in [
        "1 of the 16 points that the law asks for is missing:",
        "<strong>It is not there</strong>",
        "no patient text may leave on this agreement",
        "Level 1: no patient information",
    ] {
        assert!(lacks.contains(says), "{says}: {lacks}");
    }
    let page = lee.get(PAGE).await?;
    assert!(
        page.html.contains("value=\"Section 2 &#60;b&#62;\""),
        "{}",
        page.html
    );
    let saved = send(
        &mut lee,
        &page,
        &found(&[("BAA-15", "not_applicable")])?,
        &[],
    )
    .await?;
    assert_eq!(saved.status, 303);
    let whole = lee.get(VENDOR).await?.html;
    for says in [
        "Nothing of the 16 points",
        "Patient text may rest on it.",
        "Level 2: ",
    ] {
        assert!(whole.contains(says), "{says}: {whole}");
    }
    assert!(
        agreement(&on_file).await?.places.is_empty(),
        "it was taken away"
    );
    let log = app.store.log(EntryNo(0), 1000).await?;
    let events = log.iter().filter_map(|line| line.event.as_ref());
    let readings = events.filter(|event| {
        let by_lee = matches!(&event.actor, Actor::Person { name, .. } if name.as_str() == "lee");
        let is_agreement = matches!(&event.what, What::EvidenceRecorded(new) if new.subject.as_str() == "agreement");
        by_lee && is_agreement
    });
    assert_eq!(readings.count(), 2);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reading_that_cannot_be_says_so_at_its_field_and_keeps_what_was_typed() -> Result<()> {
    let (app, on_file) = unread().await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    let page = lee.get(PAGE).await?;
    let late = on_file.desk.today().checked_add(1.day())?.to_string();
    let long = "a".repeat(501);
    for (field, value) in [("on", &*late), ("on", "soon"), ("where.BAA-03", &long)] {
        let fields = found(&[("BAA-05", "unclear")])?;
        let wrong = send(&mut lee, &page, &fields, &[(field, value)]).await?;
        assert_eq!(wrong.status, 409, "{field}");
        let said = format!("id=\"{field}-said\"");
        assert!(wrong.html.contains(&said), "{said}: {}", wrong.html);
        let typed = "name=\"found.BAA-05\" value=\"unclear\" checked";
        assert!(wrong.html.contains(typed), "{}", wrong.html);
    }
    assert!(agreement(&on_file).await?.elements.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_page_does_not_write_over_a_newer_reading() -> Result<()> {
    let (app, on_file) = unread().await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    let old = lee.get(PAGE).await?;
    assert_eq!(send(&mut lee, &old, &found(&[])?, &[]).await?.status, 303);
    let late = send(&mut lee, &old, &found(&[("BAA-01", "no")])?, &[]).await?;
    assert_eq!(late.status, 409);
    assert!(
        late.html.contains("somebody has just changed it"),
        "{}",
        late.html
    );
    let kept = agreement(&on_file).await?;
    assert_eq!(kept.elements.get("BAA-01"), Some(&Answer::Yes));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_compliance_officer_reads_and_the_others_see_what_was_found() -> Result<()> {
    let (app, on_file) = unread().await?;
    let mut ann = Browser::of(&app, "ann", &[Role::Auditor]).await?;
    let mut dana = Browser::of(&app, "dana", &[Role::Manager]).await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    for who in [&mut ann, &mut dana] {
        let page = who.get(PAGE).await?;
        assert_eq!(page.status, 200);
        assert!(page.html.contains("Not looked at yet") && !page.html.contains("type=\"radio\""));
        let revision = [("revision", "2"), ("found.BAA-01", "yes")];
        assert_eq!(who.send(&page, PAGE, &revision).await?.status, 403);
    }
    assert_eq!(maya.get(PAGE).await?.status, 403);
    assert_eq!(lee.post(PAGE, &[("revision", "2")]).await?.status, 403);
    assert!(agreement(&on_file).await?.elements.is_empty());
    for path in [
        "/console/vendors/mistral/agreements/mistral.2",
        "/console/vendors/other/agreements/mistral.1",
    ] {
        assert_eq!(lee.get(path).await?.status, 404, "{path}");
    }
    Ok(())
}
