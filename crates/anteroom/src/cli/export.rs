//! `anteroom export`: what somebody outside takes away.

use std::path::PathBuf;

use anteroom_audit::packet::{Member, seal};
use anteroom_office::packet::{PacketFault, members};
use anyhow::Context as _;
use clap::{Args, Subcommand};

use super::Place;
use super::audit::export::failure;
use super::review::{Format, prepare, render};
use crate::exit::{Exit, Failure, Outcome};
use crate::wiring::{Office, block_on};
use crate::{folder, terminal};

/// What a verifier reads first.
const README: &str = include_str!("export/README.md");

#[derive(Debug, Subcommand)]
pub(crate) enum Export {
    /// Write the auditor's packet: review, records, files by hash, decisions and log, signed as one file.
    #[command(after_help = "Example:\n  anteroom export packet --out packet.tar")]
    Packet(Packet),
}

#[derive(Debug, Args)]
pub(crate) struct Packet {
    /// Where to write it, readable by you alone. A file that is there already is left alone.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Export {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        let Export::Packet(packet) = self;
        block_on(async {
            let office = Office::open(place).await?;
            let sealed = sealed(&office).await;
            office.store.close().await;
            packet.hand_over(&sealed?)
        })
    }
}

impl Packet {
    fn hand_over(&self, sealed: &[u8]) -> Outcome {
        let out = self.out.display();
        folder::write_secret(&self.out, sealed).with_context(|| format!("cannot write {out}"))?;
        terminal::note(format_args!(
            "Written to {out}. It shows what people typed into records: hand it to the auditor alone, with keys/log.pub by another way.\n\
             Check it anywhere with: anteroom audit verify --packet {out} --public-key log.pub"
        ));
        Ok(Exit::Done)
    }
}

async fn sealed(office: &Office) -> Result<Vec<u8>, Failure> {
    let facts = prepare(office).await?;
    let mut all = vec![Member {
        name: "README.md".to_owned(),
        content: README.as_bytes().to_vec(),
    }];
    for (name, format) in [
        ("review.html", Format::Html),
        ("review.pdf", Format::Pdf),
        ("review.json", Format::Json),
    ] {
        let content = render(&facts, format)?;
        let name = name.to_owned();
        all.push(Member { name, content });
    }
    all.extend(members(&office.desk().await?).await.map_err(fault)?);
    let signer = office
        .folder
        .signer()
        .context("the signing key cannot be read")?;
    Ok(seal(all, &signer).map_err(anyhow::Error::from)?)
}

fn fault(fault: PacketFault) -> Failure {
    match fault {
        PacketFault::Log(error) => failure(error),
        PacketFault::Office(error) => error.into(),
    }
}
