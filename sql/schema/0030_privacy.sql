-- The privacy notice as people were told it (PIPL art. 17): each version stays, the one in force is kept with a
-- complaint (complaint.privacy_version).  A text: lines, an empty one between paragraphs, "# " before a heading.

CREATE TABLE privacy_notice (
  version    SMALLINT   NOT NULL PRIMARY KEY,
  valid_from BIGINT     NOT NULL,
  text_zh    MEDIUMTEXT NOT NULL,
  text_en    MEDIUMTEXT NOT NULL,
  KEY (valid_from, version)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

INSERT INTO privacy_notice (version, valid_from, text_zh, text_en) VALUES (1, 0,
'只收办事需要的，只给办事的人看，办完按期销毁。

# 我们是谁
处理您个人信息的是本页上方写明的指挥中心。对个人信息有疑问或要求，请打上方的电话。

# 为什么收、依据什么
只用于办理您反映的这件事：核实、派单、核查、答复。依据是城市管理的法定职责（个人信息保护法第十三条第一款第三项），不需要您另行同意，但要让您知道。统计和通报里没有个人信息。

# 收什么
您写的问题、地点和照片。姓名、电话、邮箱由您决定留不留：可以匿名、实名或保密。为防止恶意刷单，会短期记录网络地址段，不记录完整地址。照片里的拍摄位置只在您点了“用这个位置”时才使用。

# 怎么处理、谁能看到
联系方式加密保存。责任单位只看到问题，看不到您是谁。受理人员因工作需要查看联系方式时须写明理由，系统自动留痕，并显示在您的进度页上。系统本身只在向您发送本件消息时解密，同样显示在进度页上。选“保密”的，连打印和导出的材料里也不出现反映人。信息不出境，不用于自动化决定。

# 照片
原图加密存档备查；给人看的图片都去掉了拍摄位置和相机信息。请尽量不要拍到他人面部和车牌，提交前可以在表单里遮住。

# 编号和查询码
凭编号和查询码可查进度。我们只保存查询码的校验值，无法还原，请自行保管。

# 本机保存的内容
只用维持页面运行的 Cookie：语言选择、填写中的表单、刚提交的回执（30 分钟）。没填完的草稿只存在您自己的设备上，可随时清除。没有统计和广告跟踪。

# 保存多久
案卷按档案规定保存；联系方式在办结答复后按规定期限销毁，销毁也有记录。网络地址段的计数保留不超过两天。

# 您的权利，怎么行使
您可以查询、复制、更正自己的信息，要求删除联系方式，要求我们解释怎么处理。凭编号和查询码在进度页上办理，或打上方的电话；不同意的会说明理由。您也可以向履行个人信息保护职责的部门投诉，或向人民法院起诉。

# 这份说明的变动
说明改动时换新的版本号，旧版本一直可以看到。您提交时有效的版本随您的来件保存。',
'We take only what the work needs, show it only to who does the work, and destroy it when its time is over.

# Who we are
The office named at the top of this page is responsible for your personal data. For questions and requests please call the number given there.

# What for, and on what grounds
Only to work on what you report: to verify it, to have it put right, to check, to answer. The ground is the office''s duty by law (Personal Information Protection Law, article 13, first paragraph, item 3); your consent is not needed, but you are to know. Statistics and bulletins hold no personal data.

# What we take
The problem, the place and the photos you send. Name, phone and e-mail only if you leave them: you can report anonymously, by name, or in confidence. Against floods of false reports we count by network range for a short time, never by full address. The position in a photo is used only when you press "Use this place".

# How it is handled, and who sees it
Contacts are stored encrypted. The unit that acts sees the problem, not you. A clerk who must open a contact gives a reason, which is recorded and shown on your follow page. The program itself opens one only to send you messages about your report, which is shown there too. In confidence, you do not appear in printed or exported papers either. Nothing leaves the country, and no machine decides about you.

# Photos
Originals are kept locked for the file; what people see has no position and no camera data. Please avoid faces and number plates; you can cover them in the form before you send it.

# Number and code
Together they open your follow page. We keep only a check value of the code and cannot restore it, so please keep it.

# What your device keeps
Cookies only so that the pages work: your language, the form in progress, the receipt just issued (30 minutes). An unfinished draft lies on your own device and can be deleted there. No analytics, no advertising.

# How long
Cases are kept as the archive rules say; contacts are destroyed after the answer, at a set date, and the destruction is recorded. Counts by network range are gone within two days.

# Your rights, and how to use them
You may ask what we hold about you, have a copy, have it corrected, have your contact deleted, and have explained how it is handled. Use your follow page with number and code, or call the number above; a refusal comes with its reasons. You may also complain to the authority for the protection of personal information, or go to court.

# Changes of this notice
A change has a new version number, and old versions can be read for ever. The version in force when you sent your report is kept with it.');

GRANT SELECT ON privacy_notice TO anjuan_public@localhost;
GRANT SELECT, INSERT ON privacy_notice TO anjuan_desk@localhost;
GRANT INSERT ON privacy_notice TO anjuan_batch_work@localhost;
