/**
 * English words that Hong Kong puts into Chinese sentences (「點樣 book 位」), with what written Chinese says. One line a meaning:
 * the written word, a colon, the English ones. Of an English word only the meaning that it has in such sentences counts.
 * Chosen from the commonest of 7,200 such questions among those written for training, those kept from it left out.
 */
const MIXED_WORDS = `
预约: book booking booked
应用程序: app apps
模型: model models
训练: train training trained
无人机: drone drones
数据: data
计划: plan plans
保留: keep
实验室: lab labs
申领: claim claims
发送: send
传感器: sensor sensors
检查: check checking
办公室: office
削减: cut
文件: file files doc document documents
聊天机器人: chatbot chatbots bot
取消: cancel cancelled canceled
许可证: licence license licences permit permits
表格: form forms
芯片: chip chips
课程: course courses
测试: test testing tests
下载: download
代码: code codes
电邮: email emails
镜头: cam camera
问卷调查: survey poll
扫描: scan
扫描器: scanner
服务器: server servers
预算: budget
电话: phone
来电: call
显示: show
机器人: robot robots
货车: van
显示屏: mon screen monitor
项目: project projects
版本: version
程序: program procedure
中心: centre center
平板电脑: tablet
兼职: parttime
账户: account accounts
通行证: pass
团队: team teams
更新: update updates
论文: paper papers
过滤器: filter
百分比: percent
游戏: game games
储物柜: locker lockers
禁止: ban banned
软件: software
命令: order
面板: panel
标签: label labels tag
午餐: lunch
基金: fund funding
花红: bonus
试验: trial
套装: set kit
聊天: chat
报告: report
按金: deposit
开放: open
故障: bug
密码: password
副本: copy
个案: case
名单: list
研究: study research
职员: staff
讯息: message msg
分享: share
语言: language
健身室: gym
工具: tool tools
证书: cert
电缆: cable
讲座: talk seminar
支持: support
删除: delete del
初创企业: startup startups
工作坊: workshop
咖啡店: cafe
贷款: loan
用户: user users
入侵: hack
黑客: hacker hackers
交易: deal
期刊: journal
柜台: counter
参数: parameter parameters
工程师: engineer
笔记本电脑: laptop notebook
打印: print
打印机: printer
面试: interview interviews
电梯: lift
号码: number
视频: video clip
伙伴: partner
专利: patent
搜寻: search
时间: time
乐队: band
学分: credit
签证: visa
组: group
机构: agency
储存: save
公司: company firm
令牌: token
路由器: router
构思: idea
备份: backup
试点: pilot
直播: live
设计: design
样本: sample
代理: agent
免费: free
会议记录: minutes
笔记: note notes
指南: guide
系统: system
规则: rule rules
周末: weekend
学位: degree
工作室: studio
上传: upload
来源: source
钥匙: key keys
学期: term sem semester
冻结: freeze
资助: grant
错误: error
帖子: post
警报: alert alarm
页面: page
修补: patch
实习生: intern
示范: demo
内存: memory
回收: recall recycle recycling
权重: weights
登录: login
标志: logo
水平: level
链接: link
学院: college
食堂: canteen
格式: format
基因: gene
云端: cloud
创办人: founder
程序员: programmer
截止日期: deadline
引擎: engine
销售: sales
语音: voice
还原: undo restore
修复: fix
模式: mode
菜单: menu
草稿: draft
保安: security
键盘: keyboard
配额: quota
测试员: tester
音乐会: concert
营: camp
朋友: friend friends
银行: bank
评论: review
网站: site website web
会员: member members
工作: job jobs
同步: sync
试镜: audition
发票: invoice
审计: audit
优惠: offer
信号: signal
核实: verify
磁盘: disk
泵: pump
护士: nurse nurses
深伪: deepfake
麦克风: mic
拒绝: reject
追踪: track
追踪器: tracker
申请: apply
卡: card cards
供应商: supplier
评级: rating
延误: delay
处理器: processor
重设: reset
公斤: kg
公里: km
汽油: gas
续期: renew
刹车: brake
总监: director
经销商: dealer
地图: map
封面: cover
网络: network
导赏团: tour
门票: ticket tickets
记录: log record
确认: confirm
提示词: prompt
锁: lock
字体: font
徽章: badge
电影: film
助手: assistant
离线: offline
在线: online
服务: service
原型: prototype
护照: passport
日历: calendar
派对: party
等级: grade
浏览器: browser
失败: fail
客人: guest guests
智能手机: smartphone
技术员: technician
穿梭巴士: shuttle
退款: refund
现金: cash
结果: result results
插头: plug
晶圆: wafer
升级: upgrade
旅程: trip
传真: fax
总数: total
物理: physics
优惠券: coupon voucher
加入: join
投影机: projector
进口: import
钱包: wallet
限制: limit
导师: tutor
报价: quote
文章: essay
收费: fee fees charge
承建商: contractor
招标: tender
病毒: virus
粉丝: fans
折扣: discount
漫游: roaming
大小: size
安全: safety
垃圾邮件: spam
账单: bill
毕业: grad
主管: supervisor
学员: trainee
固件: firmware
目标: target
支票: cheque
晚餐: dinner
分数: mark
法律: law
涡轮: turbine
科学: science
论坛: forum
帮助: help
癌症: cancer
出口: exit
镜片: lens
会议: conference meeting
植入物: implant
难民: refugee
驱动: drive
研究员: researcher
分析员: analyst
建议书: proposal
编程: programming coding
基本: basic
耳机: headset
教练: coach
司机: driver
赞助: sponsor
经理: manager
文件夹: folder
探测器: detector
部门: department dept departments
时段: slot
主题: topic
功能: function
房间: room
请愿: petition
接待处: reception
通知: notice notification notifications noti
付费: paid
休息: break
食谱: recipe
信: letter
测验: quiz
编辑部: newsroom
车厂: depot
频道: channel
合约: contract
标题: title
目录: catalogue
生物科技: biotech
条码: barcode
轮候: waiting queue
食物: food
病房: ward
推出: launch
港口: port
工人: worker workers
选项: option options
品牌: brand
学生: student students
兽医: vet
讲课: lecture
图书馆: library
上诉: appeal
投诉: complaint complain
订阅: subscribe
登记: register
注册: registration
附件: attachment attachments
规格: spec specs
停车场: carpark parking
开支: expense
面值: value
礼品: gift
脚本: script
包裹: package parcel
公寓: flat
早餐: breakfast
酒店: hotel
优先: priority
价钱: price
薪酬: salary
花费: cost
步骤: step steps
要求: requirement requirements
资格: qualification quali
地址: address
位置: location
日期: date
活动: event events
义工: volunteer
捐款: donate donation
会籍: membership
公众: public
假期: holiday
病假: sick
请假: leave
加班: ot
兼读: part-time
全职: full-time
网店: shop
送货: delivery deliver
退货: return
保养: warranty
维修: repair
安装: install
设定: setting settings setup
连接: connect
断线: disconnect
电池: battery
充电: charger charging
屏幕: display
按钮: button
强积金: mpf
自动柜员机: atm
中学文凭考试: dse
港铁: mtr
短讯: sms
婴儿: bb baby babies
收据: receipt receipts
月结单: statement statements
自动转账: autopay
转账: transfer
付款: pay payment
余额: balance
自动扶手梯: escalator escalators
热线: hotline
登出: logout
烧烤: bbq
圣诞: xmas christmas
截图: screenshot screencap
死机: hang
购物: shopping
商场: mall
超市: supermarket
时间表: schedule timetable
轮班: shift shifts
值班表: roster
简历: cv
试用期: probation
同事: colleague colleagues
上司: boss
简报: presentation powerpoint ppt
报名: enrol enroll enrolment
学费: tuition
奖学金: scholarship
宿舍: hostel dorm
功课: homework assignment
考试: exam exams
期中考试: midterm
成绩表: transcript
讲师: lecturer
教授: professor prof
教师: teacher teachers
校长: principal
校园: campus
中学: secondary
大学: university uni
单张: leaflet flyer
海报: poster
展览: exhibition
表演: performance
摊位: booth
纪念品: souvenir
座位: seat seats
订座: reservation
外卖: takeaway
自助餐: buffet
素食: vegetarian vegan
甜品: dessert
饮品: drink drinks
小食: snack snacks
会所: clubhouse
游泳池: pool
瑜伽: yoga
远足: hiking
露营: camping
比赛: competition
奖品: prize
问卷: questionnaire
医生: doctor doctors
诊所: clinic clinics
身体检查: bodycheck checkup
疫苗: vaccine vaccines
药物: medicine
处方: prescription
物理治疗: physio
治疗师: therapist
辅导: counselling
辅导员: counsellor
社工: socialworker
轮椅: wheelchair wheelchairs
老人: elderly
租约: lease
租金: rent
业主: landlord
租户: tenant tenants
装修: renovation
家具: furniture
空调: aircon
热水器: heater
天台: rooftop
大堂: lobby
保险: insurance
索偿: claiming
税: tax
入口: entrance
公交车: bus
的士: taxi
渡轮: ferry
机场: airport
航班: flight flights
行李: luggage baggage
车站: station
罚款: penalty
警察: police
律师: lawyer solicitor
证人: witness
条款: terms
私隐: privacy
政府: government gov govt
选举: election
投票: vote voting
蓝牙: bluetooth
无线: wireless
手表: smartwatch
用户名称: username
验证码: otp
照片: photo photos pic pics
广告: ad ads advertisement
客户: client clients customer customers
垃圾: rubbish
塑料: plastic
安全帽: helmet
意外: accident
紧急: emergency urgent
急救: firstaid
证明: proof
正本: original
签名: sign signature
印章: chop
身份证: hkid
延期: extend
候补: waitlist waitinglist standby
资料: info information
详情: details detail
常见问题: faq
指引: guideline guidelines
选择: choose select
开始: start
完成: finish complete
更改: change
增加: increase
减少: reduce
比较: compare
建议: suggest suggestion
意见: feedback comment comments
查询: enquiry enquire
回复: reply
联络: contact
跟进: followup
审批: approve approval
评估: assess assessment
标准: standard
原因: reason
问题: problem question
方法: method
风险: risk risks
机会: chance
经验: experience
技能: skill skills
压力: stress pressure
健康: health
运动: sport sports
饮食: diet
儿童: kids kid
宠物: pet pets
狗: dog dogs
猫: cat cats
学校: school
电视: tv
电脑: computer pc
手机: mobile
无须预约: walkin
八达通: octopus
截止: cutoff
兼职员工: parttimer
重考: resit
豁免: waive
场地: venue
急症室: a&e
深切治疗部: icu
研发: r&d
问答: q&a
`;

let written: Map<string, string> | undefined;

function table(): Map<string, string> {
  written ??= new Map(
    MIXED_WORDS.trim()
      .split('\n')
      .flatMap((line) => {
        const [chinese = '', english = ''] = line.split(': ');
        return english.split(' ').map((word): [string, string] => [word, chinese]);
      }),
  );
  return written;
}

/** What written Chinese, Simplified, says for an English word in lower case; the word itself where it is not known. */
export const asWritten = (word: string): string => table().get(word) ?? word;

export const englishInChinese = (): string[] => [...table().keys()];
