//! A practice with everything on file about its first connection, for tests of what decides.
//!
//! [`OnFile::record`] writes what patient text without identifiers rests on; [`OnFile::complete`] makes all eight gates
//! ready. Each record can then be changed by itself.

use anteroom_audit::{Actor, Micros, Word};
use anteroom_office::flow::FlowApproval;
use anteroom_office::gate::{Exhibit, GateFile, GateKind, Gates};
use anteroom_office::incident::{Drill, Kind as Incident};
use anteroom_office::risk::{Asset, Decision, Grade, Safeguard, SecurityRule, Signature, Threat};
use anteroom_office::signoff::{About, SignOff};
use anteroom_office::training::{Completion, Course, Person};
use anteroom_office::vendor::{
    Agreement, Answer, Claim, Deployment, Dimension, Elements, Kind, Party, Role, Scope, Source,
    Verified,
};
use anteroom_office::{Desk, Holder, Id, Profile, Record};
use anteroom_policy::{PracticeKind, Role as Signer, Rules, UseCase};
use anteroom_store::By;
use anyhow::{Context as _, Result};
use jiff::civil::Date;

use crate::App;

/// The connection that everything is on file about.
const CONNECTION: &str = "plateforme";

/// The records, and the desk at which they are changed.
pub struct OnFile {
    /// The desk, on the day on which everything was recorded.
    pub desk: Desk,
    /// The id of the API key's holder record.
    pub key: Id,
}

impl OnFile {
    /// A desk on the practice's day by the app's clock.
    pub async fn desk(app: &App) -> Result<Desk> {
        let practice = app.store.practice().await?.context("no practice")?;
        let today = Rules::shipped()?.day(practice.state.as_str(), app.clock.now());
        Ok(Desk::new(app.store.clone(), by(app), today))
    }

    /// Records the service behind the app's first connection, with an agreement until this day, its vendor's terms, and a
    /// trained physician behind the key. The other connections are withdrawn.
    pub async fn record(app: &App, until: Date) -> Result<OnFile> {
        let on_file = OnFile::without_courses(app, until).await?;
        on_file.teach().await?;
        Ok(on_file)
    }

    /// The same, where nobody ever put a course on file, so that nobody is trained.
    pub async fn without_courses(app: &App, until: Date) -> Result<OnFile> {
        let keys = app.store.keys().await?;
        let key = keys.first().context("the app has a key")?;
        let on_file = OnFile {
            desk: OnFile::desk(app).await?,
            key: id(key.id.as_str())?,
        };
        for other in ["local", "waiting"] {
            app.store.revoke_connection(&by(app), &word(other)).await?;
        }
        on_file.vendor(until).await?;
        on_file.people().await?;
        on_file.profile().await?;
        Ok(on_file)
    }

    /// Makes all eight gates ready and signs for a task.
    pub async fn complete(&self, use_case: &str) -> Result<()> {
        self.risks().await?;
        let drill = Drill {
            on: self.desk.today(),
            kind: Incident::KeyLeaked,
            by: word("Dana Whitfield"),
            learned: "Who calls whom.".parse()?,
            document: None,
        };
        self.desk.add_to(&id("2026")?, &drill).await?;
        for gate in [
            GateKind::Baa,
            GateKind::VendorTerms,
            GateKind::Deployment,
            GateKind::Training,
            GateKind::Access,
            GateKind::Risk,
            GateKind::IncidentPlan,
        ] {
            self.approve(gate).await?;
        }
        self.sign(use_case).await?;
        self.map().await
    }

    /// Changes the newest record of an id.
    pub async fn change<T: Record + Clone>(
        &self,
        of: &str,
        change: impl FnOnce(&mut T),
    ) -> Result<()> {
        let kept = self.desk.find::<T>(&id(of)?).await?;
        let mut record = kept.record.clone();
        change(&mut record);
        Ok(self.desk.change(&kept, &record).await?)
    }

    async fn vendor(&self, until: Date) -> Result<()> {
        let (desk, vendor, today) = (&self.desk, id("mistral")?, self.desk.today());
        let party = Party::new(word("Mistral AI"), Role::BusinessAssociate);
        desk.add(&vendor, &party).await?;
        desk.add_to(&vendor, &agreement(&vendor, today, until)?)
            .await?;
        for (about, value) in [
            (Dimension::TrainingUse, "no"),
            (Dimension::RetentionDefault, "30 days"),
        ] {
            desk.add_to(&vendor, &claim(&vendor, about, value, today))
                .await?;
        }
        let service = Deployment {
            party: vendor.clone(),
            connection: Some(word(CONNECTION)),
            kind: Kind::EnterpriseApi,
            product: word("API"),
            endpoint: word("127.0.0.1/v1"),
            region: word("us"),
            approved_by: Some(word("Dana Whitfield")),
            approved_on: Some(today),
            ended_on: None,
        };
        desk.add_to(&vendor, &service).await?;
        Ok(())
    }

    async fn people(&self) -> Result<()> {
        let (desk, maya) = (&self.desk, id("maya")?);
        let person = Person {
            name: word("Maya Ortiz"),
            role: word("physician"),
            started_on: Date::constant(2020, 1, 6),
            role_since: None,
            left_on: None,
        };
        desk.add(&maya, &person).await?;
        let holder = Holder {
            person: Some(maya),
            use_case: UseCase::named("prior_authorization_letter"),
        };
        Ok(desk.put(&self.key, &holder).await?)
    }

    async fn teach(&self) -> Result<()> {
        let (desk, maya, basics, today) =
            (&self.desk, id("maya")?, id("basics")?, self.desk.today());
        let course = Course {
            title: word("AI and patient information"),
            roles: Vec::new(),
            pass_percent: 80,
            changed_on: None,
            retired_on: None,
        };
        desk.add(&basics, &course).await?;
        let completion = Completion {
            person: maya.clone(),
            course: basics,
            on: today,
            score: Some(100),
            document: None,
            version: None,
        };
        desk.add_to(&maya, &completion).await?;
        Ok(())
    }

    async fn profile(&self) -> Result<()> {
        let profile = Profile {
            kind: Some(PracticeKind::General),
            medicaid: Some(false),
            ..Profile::default()
        };
        Ok(self.desk.put(&Profile::id()?, &profile).await?)
    }

    async fn risks(&self) -> Result<()> {
        let (desk, today) = (&self.desk, self.desk.today());
        let asset = Asset {
            name: word("Mistral API"),
            place: word("The vendor's, in the US"),
            owner: word("Ada"),
            has_patient_information: true,
            keeps_copies: false,
            connection: Some(word(CONNECTION)),
            retired_on: None,
        };
        desk.add(&id("mistral-api")?, &asset).await?;
        let threat = Threat {
            asset: id("mistral-api")?,
            threat: "The vendor is broken into.".parse()?,
            likelihood: Grade::Low,
            impact: Grade::Medium,
            safeguards: "Identifiers are replaced.".parse()?,
            offshore: false,
            plan: None,
            settled_on: None,
        };
        desk.add_to(&id("mistral-api")?, &threat).await?;
        for one in SecurityRule::shipped()?.all {
            let safeguard = Safeguard {
                specification: one.id.clone(),
                decision: Decision::Implemented,
                reason: "As the handbook says.".parse()?,
                owner: word("Ada"),
                decided_on: today,
                document: None,
            };
            desk.add(&one.id, &safeguard).await?;
        }
        let signature = Signature {
            by: word("Dana Whitfield"),
            on: today,
            document: None,
        };
        desk.add(&id("2026")?, &signature).await?;
        Ok(())
    }

    async fn approve(&self, gate: GateKind) -> Result<()> {
        let today = self.desk.today();
        let document = self.desk.attach(&word("proof.txt"), b"invented".to_vec())?;
        let mut file = GateFile {
            owner: Some(word("Ada")),
            exhibits: vec![Exhibit {
                document,
                on: today,
                note: None,
            }],
            ..GateFile::default()
        };
        self.desk.put(&gate.id()?, &file).await?;
        let gates = Gates::read(&self.desk).await?;
        file.approval = Some(gates.approve(gate, word("Dana Whitfield"), None)?);
        Ok(self.desk.put(&gate.id()?, &file).await?)
    }

    async fn map(&self) -> Result<()> {
        let file = GateFile {
            owner: Some(word("Ada")),
            ..GateFile::default()
        };
        self.desk.put(&GateKind::DataFlow.id()?, &file).await?;
        let gates = Gates::read(&self.desk).await?;
        let approval = gates.approve_map(word("Dana Whitfield"), None)?;
        Ok(self.desk.put(&FlowApproval::id()?, &approval).await?)
    }

    async fn sign(&self, use_case: &str) -> Result<()> {
        let use_case = UseCase::named(use_case).context("no such use case")?;
        for (by, role) in [
            ("Dana Whitfield", Signer::ComplianceOfficer),
            ("Maya Ortiz", Signer::LicensedClinician),
        ] {
            let about = About::Task {
                use_case,
                connection: word(CONNECTION),
            };
            let owner = about.id()?;
            let signed = SignOff::new(about, word(by), role, self.desk.today(), None);
            self.desk.add_to(&owner, &signed).await?;
        }
        Ok(())
    }
}

fn by(app: &App) -> By {
    let name = word("tester");
    By {
        actor: Actor::Operator { name },
        at: Micros(app.clock.now().as_microsecond()),
    }
}

fn agreement(vendor: &Id, today: Date, until: Date) -> Result<Agreement> {
    let elements = Elements::shipped()?.all.into_iter();
    Ok(Agreement {
        scope: Scope {
            products: vec![word("API")],
            endpoints: vec![word("127.0.0.1")],
            regions: vec![word("us")],
        },
        signed_by_both: true,
        effective: Some(today),
        until: Some(until),
        elements: elements.map(|one| (one.id, Answer::Yes)).collect(),
        reviewer: Some(word("Dana Whitfield")),
        reviewed_on: Some(today),
        ..Agreement::with(vendor.clone())
    })
}

fn claim(vendor: &Id, about: Dimension, value: &str, today: Date) -> Claim {
    Claim {
        party: vendor.clone(),
        offering: word("API"),
        about,
        value: word(value),
        detail: None,
        source: Source {
            title: word("Terms"),
            url: Some(word("https://vendor.example/terms")),
            document: None,
            dated: None,
        },
        captured_on: today,
        verified: Some(Verified {
            by: word("Dana Whitfield"),
            on: today,
            document: None,
        }),
        withdrawn_on: None,
    }
}

fn id(text: &str) -> Result<Id> {
    Ok(text.parse()?)
}

fn word(text: &str) -> Word {
    Word::lossy(text)
}
