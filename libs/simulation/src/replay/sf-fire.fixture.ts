/**
 * Rows as the City of San Francisco published them ("Fire Department Calls for Service", data.sfgov.org), chosen for
 * their traps.
 */
export const header =
  'Call Number,Unit ID,Incident Number,Call Type,Call Date,Watch Date,Received DtTm,Entry DtTm,Dispatch DtTm,Response DtTm,On Scene DtTm,Transport DtTm,Hospital DtTm,Call Final Disposition,Available DtTm,Address,City,Zipcode of Incident,Battalion,Station Area,Box,Original Priority,Priority,Final Priority,ALS Unit,Call Type Group,Number of Alarms,Unit Type,Unit sequence in call dispatch,Fire Prevention District,Supervisor District,Neighborhood  District,Location,RowID';

/** One call, two units: the engine is there first, the private ambulance takes the patient into the new year. */
export const engine =
  '163664036,E38,16146989,Medical Incident,12/31/2016,12/31/2016,12/31/2016 11:52:01 PM,12/31/2016 11:55:04 PM,12/31/2016 11:55:20 PM,12/31/2016 11:55:34 PM,01/01/2017 12:00:32 AM,,,Code 2 Transport,01/01/2017 12:06:02 AM,0 Block of MARINA BLVD,San Francisco,94123,B04,16,3452,3,3,3,true,Potentially Life-Threatening,1,ENGINE,1,4,2,Marina,"(37.8051625655624, -122.432957440518)",163664036-E38';
export const ambulance =
  '163664036,AM30,16146989,Medical Incident,12/31/2016,12/31/2016,12/31/2016 11:52:01 PM,12/31/2016 11:55:04 PM,12/31/2016 11:55:20 PM,12/31/2016 11:56:13 PM,01/01/2017 12:00:47 AM,01/01/2017 12:25:07 AM,01/01/2017 12:41:13 AM,Code 2 Transport,01/01/2017 01:12:11 AM,0 Block of MARINA BLVD,San Francisco,94123,B04,16,3452,3,3,3,false,Potentially Life-Threatening,1,PRIVATE,2,4,2,Marina,"(37.8051625655624, -122.432957440518)",163664036-AM30';
export const notMedical =
  '163664050,E39,16146990,Citizen Assist / Service Call,12/31/2016,12/31/2016,12/31/2016 11:57:56 PM,12/31/2016 11:59:31 PM,12/31/2016 11:59:42 PM,01/01/2017 12:01:47 AM,01/01/2017 12:04:18 AM,,,Fire,01/01/2017 12:24:11 AM,0 Block of BALCETA AVE,San Francisco,94127,B08,39,8644,3,3,3,true,Alarm,1,ENGINE,1,8,7,West of Twin Peaks,"(37.745858648581, -122.456664252061)",163664050-E39';
/** At the hospital 19 seconds before it left the scene. */
export const backwards =
  '163662934,70,16146875,Medical Incident,12/31/2016,12/31/2016,12/31/2016 07:10:27 PM,12/31/2016 07:10:48 PM,12/31/2016 07:11:03 PM,12/31/2016 07:11:13 PM,12/31/2016 07:13:04 PM,12/31/2016 07:48:37 PM,12/31/2016 07:48:18 PM,Code 2 Transport,12/31/2016 08:22:59 PM,1700 Block of OCEAN AVE,San Francisco,94112,B09,15,8456,2,2,2,true,Potentially Life-Threatening,1,MEDIC,1,9,7,West of Twin Peaks,"(37.7249289546232, -122.460696103786)",163662934-70';
/** Called back before it arrived. */
export const cancelled =
  '163662843,58,16146860,Medical Incident,12/31/2016,12/31/2016,12/31/2016 06:49:12 PM,12/31/2016 06:50:19 PM,12/31/2016 06:53:53 PM,12/31/2016 06:54:01 PM,,,,Cancelled,12/31/2016 06:57:15 PM,600 Block of EDDY ST,San Francisco,94102,B02,03,1643,3,3,3,true,Potentially Life-Threatening,1,MEDIC,3,2,6,Tenderloin,"(37.7831519077536, -122.418344327593)",163662843-58';
/** Took a patient away, and nobody noted when it reached the hospital. */
export const noHospital =
  '163662521,63,16146824,Medical Incident,12/31/2016,12/31/2016,12/31/2016 05:27:00 PM,12/31/2016 05:27:00 PM,12/31/2016 05:27:52 PM,12/31/2016 05:28:00 PM,12/31/2016 05:42:29 PM,12/31/2016 05:54:24 PM,,Code 2 Transport,12/31/2016 06:25:15 PM,MARKET ST/4TH ST,San Francisco,94103,B03,01,1322,2,3,3,true,Non Life-threatening,1,MEDIC,1,1,6,South of Market,"(37.7857439877905, -122.405831012392)",163662521-63';
/** Life in danger now: priority E in the middle column. */
export const mostUrgent =
  '163663892,RC1,16146974,Medical Incident,12/31/2016,12/31/2016,12/31/2016 11:18:33 PM,12/31/2016 11:20:09 PM,12/31/2016 11:35:08 PM,12/31/2016 11:37:29 PM,12/31/2016 11:39:33 PM,,,Code 3 Transport,01/01/2017 12:10:54 AM,0 Block of BEACH ST,San Francisco,94133,B01,28,0939,2,E,3,true,Potentially Life-Threatening,1,RESCUE CAPTAIN,3,1,3,North Beach,"(37.8080500969059, -122.409877282931)",163663892-RC1';
