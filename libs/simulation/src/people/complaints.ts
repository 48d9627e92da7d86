import type { IncidentType, Priority } from '#lib/contract';

/** A kind of emergency as callers describe it, and how often it comes. All words are invented. */
export interface Complaint {
  readonly type: IncidentType;
  /** How often it comes, against the others. */
  readonly weight: number;
  /** What the operator makes of it; drawn evenly. */
  readonly priorities: readonly Priority[];
  readonly words: readonly string[];
}

export const complaints: readonly Complaint[] = [
  {
    type: 'breathing',
    weight: 110,
    priorities: ['P1', 'P2', 'P2'],
    words: [
      'Ibu saya sesak napas sejak subuh, bibirnya mulai biru.',
      'Anak saya asmanya kambuh, obat semprotnya habis.',
      'Bapak tidak kuat berbaring, napasnya bunyi, kakinya bengkak.',
    ],
  },
  {
    type: 'chest_pain',
    weight: 85,
    priorities: ['P1', 'P2'],
    words: [
      'Suami saya nyeri dada kiri tembus ke punggung, keringat dingin.',
      'Dadanya seperti ditindih, sudah setengah jam tidak hilang.',
      'Teman kantor pegang dada terus, mukanya pucat.',
    ],
  },
  {
    type: 'stroke',
    weight: 55,
    priorities: ['P1', 'P2'],
    words: [
      'Mulut kakek miring, tangan kanannya tidak bisa diangkat.',
      'Tiba-tiba bicaranya pelo, jalannya sempoyongan.',
    ],
  },
  {
    type: 'unconscious',
    weight: 60,
    priorities: ['P1', 'P1', 'P2'],
    words: [
      'Ada orang tergeletak di trotoar, dipanggil tidak menyahut.',
      'Nenek pingsan di kamar mandi, belum sadar.',
      'Adik saya lemas lalu tidak sadar waktu upacara.',
    ],
  },
  {
    type: 'cardiac_arrest',
    weight: 15,
    priorities: ['P1'],
    words: [
      'Bapak tidak bernapas, badannya masih hangat, tolong cepat.',
      'Orangnya jatuh, tidak ada napas sama sekali.',
    ],
  },
  {
    type: 'choking',
    weight: 10,
    priorities: ['P1'],
    words: ['Anak saya tersedak bakso, mukanya membiru.', 'Kakek tersedak makanan, tidak bisa bicara.'],
  },
  {
    type: 'seizure',
    weight: 35,
    priorities: ['P1', 'P2'],
    words: [
      'Anak umur dua tahun kejang, badannya panas tinggi.',
      'Karyawan saya kejang, keluar busa dari mulut.',
    ],
  },
  {
    type: 'diabetic',
    weight: 40,
    priorities: ['P2', 'P3'],
    words: [
      'Ibu punya gula, sekarang lemas sekali dan bicaranya ngaco.',
      'Gula darah bapak 42, badannya gemetar.',
    ],
  },
  {
    type: 'traffic_accident',
    weight: 130,
    priorities: ['P1', 'P2', 'P2', 'P3'],
    words: [
      'Motor tabrakan sama angkot, kakinya patah, ada darah.',
      'Pengendara motor jatuh sendiri, helmnya pecah, kepalanya berdarah.',
      'Mobil nabrak pohon, sopirnya terjepit.',
      'Penyeberang jalan ketabrak motor, sadar tapi tidak bisa berdiri.',
    ],
  },
  {
    type: 'fall',
    weight: 75,
    priorities: ['P2', 'P3'],
    words: [
      'Nenek terpeleset, pangkal pahanya sakit, tidak bisa jalan.',
      'Tukang jatuh dari lantai dua, punggungnya sakit.',
      'Anak jatuh dari ayunan, tangannya bengkok.',
    ],
  },
  {
    type: 'bleeding',
    weight: 30,
    priorities: ['P1', 'P2', 'P3'],
    words: ['Tangannya kena gerinda, darahnya tidak berhenti.', 'Mimisan dari tadi, sudah dua handuk.'],
  },
  {
    type: 'burns',
    weight: 12,
    priorities: ['P2', 'P3'],
    words: ['Balita ketumpahan air panas, dadanya melepuh.', 'Kompor meledak, muka dan tangannya terbakar.'],
  },
  {
    type: 'childbirth',
    weight: 45,
    priorities: ['P1', 'P2', 'P2'],
    words: [
      'Istri saya sudah pecah ketuban, mulesnya tiap tiga menit.',
      'Hamil sembilan bulan, keluar darah, pusing.',
      'Kepala bayinya sudah kelihatan, bidannya belum datang.',
    ],
  },
  {
    type: 'newborn',
    weight: 8,
    priorities: ['P1', 'P2'],
    words: ['Bayi baru lahir di rumah, badannya dingin dan diam.'],
  },
  {
    type: 'abdominal_pain',
    weight: 55,
    priorities: ['P2', 'P3', 'P3'],
    words: ['Perut kanan bawah sakit sekali, muntah terus.', 'Anak saya mencret sepuluh kali, sudah lemas.'],
  },
  {
    type: 'sick_person',
    weight: 150,
    priorities: ['P3', 'P3', 'P2'],
    words: [
      'Demam tinggi empat hari, sekarang bintik merah di tangan.',
      'Kakek tidak mau makan tiga hari, badannya lemas.',
      'Badannya panas, menggigil, tidak bisa bangun.',
    ],
  },
  {
    type: 'home_visit',
    weight: 230,
    priorities: ['P3', 'P3', 'P4'],
    words: [
      'Orang tua saya lumpuh, tidak bisa dibawa ke puskesmas, lukanya bau.',
      'Minta ganti selang kateter, bapak tidak bisa turun dari tempat tidur.',
      'Tetangga sebatang kara, sudah tua, sakit di rumah.',
      'Nenek habis stroke, perlu dicek tensinya di rumah.',
    ],
  },
  {
    type: 'psychiatric',
    weight: 20,
    priorities: ['P2', 'P3'],
    words: [
      'Kakak saya mengamuk, sudah lama tidak minum obat.',
      'Dia mengurung diri, bilang ingin mengakhiri hidup.',
    ],
  },
  {
    type: 'poisoning',
    weight: 12,
    priorities: ['P1', 'P2'],
    words: [
      'Anak minum cairan pembersih lantai, mulutnya perih.',
      'Satu keluarga muntah sesudah makan jamur.',
    ],
  },
  {
    type: 'allergy',
    weight: 12,
    priorities: ['P1', 'P2'],
    words: [
      'Habis makan udang, mukanya bengkak, napasnya berat.',
      'Disengat tawon, sekarang bentol seluruh badan.',
    ],
  },
  {
    type: 'animal_bite',
    weight: 8,
    priorities: ['P2', 'P3'],
    words: ['Digigit anjing di betis, lukanya dalam.', 'Tangannya dipatuk ular di sawah.'],
  },
  {
    type: 'headache',
    weight: 18,
    priorities: ['P2', 'P3'],
    words: ['Kepalanya sakit hebat tiba-tiba, muntah menyemprot.'],
  },
  {
    type: 'assault',
    weight: 10,
    priorities: ['P1', 'P2'],
    words: ['Ada yang dibacok di depan warung, orangnya masih sadar.'],
  },
  {
    type: 'electrocution',
    weight: 5,
    priorities: ['P1'],
    words: ['Tukang kesetrum di atap, sudah dijauhkan dari kabel, lemas.'],
  },
  {
    type: 'drowning',
    weight: 5,
    priorities: ['P1'],
    words: ['Anak tenggelam di kolam renang, sudah diangkat, batuk air.'],
  },
  {
    type: 'unknown_problem',
    weight: 20,
    priorities: ['P2'],
    words: ['Tolong kirim ambulans, saya tidak tahu kenapa, orangnya teriak kesakitan.'],
  },
];
